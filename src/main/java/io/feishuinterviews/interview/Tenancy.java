package io.feishuinterviews.interview;

import org.jspecify.annotations.Nullable;

/**
 * How many tenants the service works for.
 */
public enum Tenancy {

	/**
	 * The one tenant of a custom app.
	 */
	SINGLE,

	/**
	 * The tenants of a store app.
	 */
	MULTIPLE;

	/**
	 * Return the tenant that a client, a JWT or an event of Feishu names.
	 * @param key the {@code tenant_key}
	 * @return {@link Tenant#OWN} for a custom app, whatever the key is; otherwise the
	 * tenant with that key, {@code null} if it cannot be a {@code tenant_key}
	 */
	public @Nullable Tenant tenant(@Nullable String key) {
		if (this == SINGLE) {
			return Tenant.OWN;
		}
		return (key != null && Tenant.KEY.matcher(key).matches()) ? Tenant.of(key) : null;
	}

}
