package io.feishuinterviews.security.key;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.feishuinterviews.security.caller.CallerAuthentication;
import io.feishuinterviews.security.caller.Scope;
import io.feishuinterviews.settings.Between;
import io.feishuinterviews.settings.Matches;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Clients and their scopes.
 *
 * @param anonymousScopes what callers without credentials may do
 * @param maxTokenLifetime how long a JWT may be valid
 * @param clients the clients that have API keys, by ID
 * @param anonymousTenantKey the tenant of callers without credentials; for store apps
 * only
 * @param tenantClaim the claim of a JWT that names its tenant, by default tenant_key; for
 * store apps only
 */
@ConfigurationProperties("interviews.security")
public record AccessProperties(@DefaultValue List<Scope> anonymousScopes,
		@DefaultValue("24h") @Between(min = "1m", max = "3650d") Duration maxTokenLifetime,
		@DefaultValue Map<String, Client> clients,
		@Matches(value = TENANT_KEY, description = TENANT) @Nullable String anonymousTenantKey,
		@Matches(value = "[!-~]{1,256}", description = "the name of a claim") @Nullable String tenantClaim) {

	/**
	 * The claim of a JWT that names its tenant by default.
	 */
	static final String DEFAULT_TENANT_CLAIM = "tenant_key";

	private static final String TENANT_KEY = "[A-Za-z0-9_-]{1,64}";

	private static final String TENANT = "the tenant_key of a company in Feishu";

	public AccessProperties {
		anonymousTenantKey = StringUtils.hasText(anonymousTenantKey) ? anonymousTenantKey : null;
		tenantClaim = StringUtils.hasText(tenantClaim) ? tenantClaim : null;
		Set<String> seen = new HashSet<>();
		clients.forEach((id, client) -> client.keySha256()
			.forEach((hash) -> Assert.isTrue(seen.add(hash),
					() -> "clients." + id + ".key-sha256 contains a key of another client")));
	}

	/**
	 * A client with API keys.
	 *
	 * @param keySha256 the SHA-256 hashes of its keys, in lower-case hexadecimal digits;
	 * several, so that a new key can be added before the old one is removed
	 * @param scopes what it may do
	 * @param requestsPerSecond how many requests it may make in a second
	 * @param allowedAddresses the addresses from which it may use its keys, as IP
	 * addresses or CIDR ranges, by default all
	 * @param keysValidUntil when its keys expire, by default never
	 * @param upstreamShare the percentage of Feishu's calls in a minute that it may cause
	 * @param tenantKey the tenant that it belongs to; for store apps only
	 */
	public record Client(
			@DefaultValue @Matches(value = "[0-9a-f]{64}[\r\n]*", description = KEYS) List<String> keySha256,
			@DefaultValue List<Scope> scopes,
			@DefaultValue("" + CallerAuthentication.DEFAULT_REQUESTS_PER_SECOND) @Between(min = "1",
					max = "1000000") int requestsPerSecond,
			@DefaultValue @Matches(value = RANGE, description = ADDRESSES) List<String> allowedAddresses,
			@Matches(value = "\\S+", description = TIME) @Nullable Instant keysValidUntil,
			@DefaultValue("100") @Between(min = "1", max = "100") int upstreamShare,
			@Matches(value = TENANT_KEY, description = TENANT) @Nullable String tenantKey) {

		/**
		 * An IPv4 address has four numbers: the JDK reads {@code 10.0.1} as
		 * {@code 10.0.0.1}.
		 */
		private static final String RANGE = "([0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)(/[0-9]{1,3})?";

		private static final String ADDRESSES = "IP addresses or CIDR ranges, such as 10.0.0.0/8 or 2001:db8::/32";

		private static final String TIME = "a time in UTC, such as 2027-01-01T00:00:00Z";

		private static final String KEYS = "the SHA-256 hashes of one or several keys, each 64 lower-case hexadecimal digits";

		public Client {
			keySha256 = keySha256.stream().map(String::strip).toList();
			tenantKey = StringUtils.hasText(tenantKey) ? tenantKey : null;
			Assert.isTrue(!keySha256.isEmpty(), "key-sha256 must be " + KEYS);
			Assert.isTrue(!scopes.isEmpty(), "scopes must name at least one scope");
			Assert.isTrue(allowedAddresses.stream().allMatch(Client::isAddressRange),
					"allowed-addresses must be " + ADDRESSES);
		}

		private static boolean isAddressRange(String range) {
			try {
				String address = new IpAddressMatcher(range).toString();
				return !address.isEmpty();
			}
			catch (IllegalArgumentException ex) {
				return false;
			}
		}

	}

}
