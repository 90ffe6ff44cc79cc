package io.feishuinterviews.feishu.connection;

import java.util.Locale;

/**
 * The types of Feishu apps.
 */
public enum AppType {

	/**
	 * An app of one company, for itself.
	 */
	CUSTOM,

	/**
	 * An app that many companies install, each of which is a tenant.
	 */
	STORE;

	/**
	 * Return the type as settings spell it.
	 */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
