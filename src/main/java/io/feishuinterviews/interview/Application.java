package io.feishuinterviews.interview;

import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * An application of a talent for a job. Two tenants may have applications with the same
 * ID.
 *
 * @param tenant the tenant
 * @param id the application's ID in Feishu Hire
 */
public record Application(Tenant tenant, String id) {

	private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

	private static final String SEPARATOR = "/";

	public Application {
		Assert.isTrue(isId(id), "no application ID");
	}

	/**
	 * Return whether a text may be the ID of an application.
	 * @param id the text
	 * @return whether it looks like one
	 */
	public static boolean isId(@Nullable String id) {
		return id != null && ID.matcher(id).matches();
	}

	/**
	 * Return a unique key of the application.
	 * @return the key of the tenant, which may be empty, and the ID
	 */
	public String key() {
		return this.tenant.key() + SEPARATOR + this.id;
	}

	/**
	 * Return the application with a key.
	 * @param key what {@link #key()} returns
	 * @return the application, empty for any other text
	 */
	public static Optional<Application> ofKey(String key) {
		int separator = key.indexOf(SEPARATOR);
		String tenant = key.substring(0, Math.max(separator, 0));
		String id = key.substring(separator + 1);
		boolean valid = separator >= 0 && isId(id) && (tenant.isEmpty() || Tenant.KEY.matcher(tenant).matches());
		return valid ? Optional.of(new Application(new Tenant(tenant), id)) : Optional.empty();
	}

}
