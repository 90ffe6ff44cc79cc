package io.feishuinterviews.interview;

import java.util.regex.Pattern;

import org.springframework.util.Assert;

/**
 * A company that uses Feishu. A custom app belongs to one; a store app is installed by
 * many, whose data is kept apart.
 *
 * @param key Feishu's {@code tenant_key}, empty for {@link #OWN}
 */
public record Tenant(String key) {

	/**
	 * What a {@code tenant_key} looks like.
	 */
	public static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");

	/**
	 * The tenant of a custom app. Its key need not be known.
	 */
	public static final Tenant OWN = new Tenant("");

	public Tenant {
		Assert.isTrue(key.isEmpty() || KEY.matcher(key).matches(), "no tenant_key");
	}

	/**
	 * Return the tenant with a key.
	 * @param key Feishu's {@code tenant_key}
	 * @return the tenant, never {@link #OWN}
	 * @throws IllegalArgumentException if it cannot be a {@code tenant_key}
	 */
	public static Tenant of(String key) {
		Assert.isTrue(!key.isEmpty(), "no tenant_key");
		return new Tenant(key);
	}

	/**
	 * Return whether this is the tenant of a custom app.
	 * @return whether it is {@link #OWN}
	 */
	public boolean isOwn() {
		return this.key.isEmpty();
	}

}
