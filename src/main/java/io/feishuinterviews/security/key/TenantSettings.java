package io.feishuinterviews.security.key;

import java.util.Map;
import java.util.TreeMap;

import io.feishuinterviews.interview.Tenancy;
import io.feishuinterviews.security.key.AccessProperties.Client;
import org.jspecify.annotations.Nullable;

/**
 * Checks which tenant each caller belongs to: with a store app, all callers must, and
 * with a custom app there is nothing to set.
 */
final class TenantSettings {

	private static final String PREFIX = "interviews.security.";

	private TenantSettings() {
	}

	/**
	 * Find a setting that is missing or has no meaning.
	 * @param access the settings
	 * @param tenancy how many tenants there are
	 * @return the name of the setting and what is wrong, {@code null} if nothing is
	 */
	static @Nullable String violation(AccessProperties access, Tenancy tenancy) {
		return (tenancy == Tenancy.MULTIPLE) ? missing(access) : needless(access);
	}

	private static @Nullable String missing(AccessProperties access) {
		for (Map.Entry<String, Client> client : new TreeMap<>(access.clients()).entrySet()) {
			if (client.getValue().tenantKey() == null) {
				return tenantKey(client.getKey())
						+ " is missing: with feishu.app-type=store, each client belongs to a tenant";
			}
		}
		return (!access.anonymousScopes().isEmpty() && access.anonymousTenantKey() == null) ? PREFIX
				+ "anonymous-tenant-key is missing: with feishu.app-type=store, callers without credentials belong to a tenant, too"
				: null;
	}

	private static @Nullable String needless(AccessProperties access) {
		String setting = (access.anonymousTenantKey() != null) ? PREFIX + "anonymous-tenant-key"
				: (access.tenantClaim() != null) ? PREFIX + "tenant-claim"
						: new TreeMap<>(access.clients()).entrySet()
							.stream()
							.filter((client) -> client.getValue().tenantKey() != null)
							.findFirst()
							.map((client) -> tenantKey(client.getKey()))
							.orElse(null);
		return (setting != null) ? setting + " is only for feishu.app-type=store: a custom app has one tenant" : null;
	}

	private static String tenantKey(String client) {
		return PREFIX + "clients." + client + ".tenant-key";
	}

}
