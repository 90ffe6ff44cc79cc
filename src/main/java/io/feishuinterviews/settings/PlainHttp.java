package io.feishuinterviews.settings;

import java.net.URI;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Whether servers may be called without TLS: on this machine always, over a network only
 * if {@code feishu.allow-http} is set.
 */
public final class PlainHttp {

	/**
	 * The name of the setting.
	 */
	public static final String SETTING = "feishu.allow-http";

	/**
	 * An https URL, or an http URL of this machine.
	 */
	public static final String PROTECTED_URL = "(?i)https://[^\\s/?#]+\\S*"
			+ "|http://(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?([/?#]\\S*)?";

	/**
	 * Describes {@link #PROTECTED_URL}, to complete the sentence "the setting must be …".
	 */
	public static final String DESCRIPTION = "an https URL; an http URL needs " + SETTING
			+ "=true, unless its host is localhost";

	private PlainHttp() {
	}

	/**
	 * Return whether the operator allows calls without TLS.
	 * @param environment the settings
	 * @return whether {@code feishu.allow-http} is set
	 */
	public static boolean isAllowed(Environment environment) {
		return Binder.get(environment).bind(SETTING, Boolean.class).orElse(false);
	}

	/**
	 * Return whether a call of a URL crosses a network without TLS.
	 * @param url an http or https URL
	 * @return whether it does
	 */
	public static boolean isUnprotected(URI url) {
		return !url.toString().matches(PROTECTED_URL);
	}

}
