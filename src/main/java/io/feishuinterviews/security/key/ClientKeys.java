package io.feishuinterviews.security.key;

import java.time.Instant;
import java.util.List;

import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.security.caller.CallerAuthentication;
import io.feishuinterviews.security.caller.CallerAuthentication.CredentialType;
import io.feishuinterviews.security.caller.Scope;
import io.feishuinterviews.security.key.AccessProperties.Client;
import org.jspecify.annotations.Nullable;

import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * What the keys of one client allow.
 *
 * @param caller the client with its scopes
 * @param addresses the addresses from which it may use them, empty for all
 * @param validUntil when they expire, {@code null} for never
 */
record ClientKeys(CallerAuthentication caller, List<IpAddressMatcher> addresses, @Nullable Instant validUntil) {

	static ClientKeys of(String id, Client client) {
		return new ClientKeys(
				new CallerAuthentication(CredentialType.KEY, id, tenant(client),
						client.scopes().stream().map(Scope::granted).toList(), client.requestsPerSecond()),
				client.allowedAddresses().stream().map(IpAddressMatcher::new).toList(), client.keysValidUntil());
	}

	private static Tenant tenant(Client client) {
		return (client.tenantKey() != null) ? Tenant.of(client.tenantKey()) : Tenant.OWN;
	}

	/**
	 * Return why a key of this client must not be used.
	 * @param address the address of the caller
	 * @param now the time
	 * @return the reason, {@code null} if it may be used
	 */
	@Nullable String refusal(String address, Instant now) {
		if (this.validUntil != null && !now.isBefore(this.validUntil)) {
			return RejectedKey.EXPIRED;
		}
		return (this.addresses.isEmpty() || isAllowed(address)) ? null : RejectedKey.ADDRESS;
	}

	private boolean isAllowed(String address) {
		int zone = address.indexOf('%');
		String withoutZone = (zone >= 0) ? address.substring(0, zone) : address;
		try {
			return this.addresses.stream().anyMatch((range) -> range.matches(withoutZone));
		}
		catch (IllegalArgumentException ex) {
			// no address: behind a trusted proxy, it is what the proxy has sent
			return false;
		}
	}

}
