package io.feishuinterviews.security.key;

import java.security.MessageDigest;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

import io.feishuinterviews.hash.Sha256;
import io.feishuinterviews.interview.UpstreamShares;
import io.feishuinterviews.security.caller.CallerAuthentication;
import io.feishuinterviews.security.caller.ClientId;
import io.feishuinterviews.security.key.AccessProperties.Client;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;

/**
 * Authenticates callers by the hashes of their API keys.
 */
public class ApiKeys implements UpstreamShares {

	private final SecurityContextRepository record = new RequestAttributeSecurityContextRepository();

	private final Clock clock;

	private volatile Map<Hash, ClientKeys> keys;

	private volatile Map<String, Client> clients;

	public ApiKeys(Map<String, Client> clients, Clock clock) {
		this.clock = clock;
		this.clients = Map.copyOf(clients);
		this.keys = byHash(clients);
	}

	private static Map<Hash, ClientKeys> byHash(Map<String, Client> clients) {
		Map<Hash, ClientKeys> keys = new HashMap<>();
		clients.forEach((id, client) -> {
			ClientKeys all = ClientKeys.of(id, client);
			client.keySha256().forEach((hash) -> keys.put(new Hash(HexFormat.of().parseHex(hash)), all));
		});
		return keys;
	}

	/**
	 * Replace all clients.
	 * @param changed the clients from now on
	 */
	void replace(Map<String, Client> changed) {
		this.keys = byHash(changed);
		this.clients = Map.copyOf(changed);
	}

	/**
	 * Find the caller that a key belongs to.
	 * @param key the key
	 * @param address the address of the caller
	 * @return the caller, {@code null} if the key is unknown
	 * @throws RejectedKeyException if the key must not be used now or from this address
	 */
	public @Nullable CallerAuthentication findByKey(String key, String address) {
		ClientKeys found = this.keys.get(Hash.of(key));
		if (found == null) {
			return null;
		}
		String refusal = found.refusal(address, this.clock.instant());
		if (refusal != null) {
			throw new RejectedKeyException(new RejectedKey(found.caller().getName(), refusal));
		}
		return found.caller();
	}

	@Override
	public int percentOf(String client) {
		Client found = client.startsWith(ClientId.API_KEY_PREFIX)
				? this.clients.get(client.substring(ClientId.API_KEY_PREFIX.length())) : null;
		return (found != null) ? found.upstreamShare() : UNLIMITED.percentOf(client);
	}

	/**
	 * Return all clients.
	 * @return their IDs
	 */
	public Set<String> clients() {
		return this.clients.keySet();
	}

	/**
	 * Return whether there is such a client.
	 * @param id the client's ID
	 * @return whether any key is that client's
	 */
	public boolean hasClient(String id) {
		return this.clients.containsKey(id);
	}

	/**
	 * Authenticate a client by a key in the request body. The audit log then attributes
	 * the request to that client.
	 * @param id the client's ID
	 * @param key the key in the request
	 * @param request the request
	 * @param response the response
	 * @return whether the key is the client's
	 */
	public boolean authenticate(String id, String key, HttpServletRequest request, HttpServletResponse response) {
		CallerAuthentication caller = find(key, request);
		if (caller == null || !caller.getName().equals(id)) {
			return false;
		}
		this.record.saveContext(new SecurityContextImpl(caller), request, response);
		return true;
	}

	/**
	 * Authenticate a client by a key in the request body, if the request does not contain
	 * the client's ID. The audit log then attributes the request to that client.
	 * @param key the key
	 * @param request the request
	 * @param response the response
	 * @return the client, {@code null} if the key is unknown, or must not be used now or
	 * from this address
	 */
	public @Nullable CallerAuthentication authenticate(String key, HttpServletRequest request,
			HttpServletResponse response) {
		CallerAuthentication caller = find(key, request);
		if (caller != null) {
			this.record.saveContext(new SecurityContextImpl(caller), request, response);
		}
		return caller;
	}

	private @Nullable CallerAuthentication find(String key, HttpServletRequest request) {
		try {
			return findByKey(key, request.getRemoteAddr());
		}
		catch (RejectedKeyException ex) {
			ex.key().addTo(request);
			return null;
		}
	}

	/**
	 * The hash of a key, compared in constant time.
	 */
	private static final class Hash {

		private final byte[] bytes;

		Hash(byte[] bytes) {
			this.bytes = bytes;
		}

		static Hash of(String key) {
			return new Hash(Sha256.of(key));
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Hash hash && MessageDigest.isEqual(this.bytes, hash.bytes);
		}

		@Override
		public int hashCode() {
			return Arrays.hashCode(this.bytes);
		}

	}

}
