package io.feishuinterviews.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.feishuinterviews.security.AccessProperties.Client;
import io.feishuinterviews.security.CallerAuthentication.CredentialType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;

/**
 * Authenticates callers by the hashes of their API keys.
 */
public class ApiKeys {

	private final Map<Hash, CallerAuthentication> callers = new HashMap<>();

	private final SecurityContextRepository record = new RequestAttributeSecurityContextRepository();

	ApiKeys(Map<String, Client> clients) {
		clients.forEach((id, client) -> {
			CallerAuthentication caller = new CallerAuthentication(CredentialType.KEY, id,
					client.scopes().stream().map(Scope::granted).toList(), client.requestsPerSecond());
			client.keySha256().forEach((hash) -> this.callers.put(new Hash(HexFormat.of().parseHex(hash)), caller));
		});
	}

	/**
	 * Find the caller that a key belongs to.
	 * @param key the key
	 * @return the caller, {@code null} if it is nobody's
	 */
	@Nullable CallerAuthentication findByKey(String key) {
		return this.callers.get(Hash.of(key));
	}

	/**
	 * Return all clients.
	 * @return their IDs
	 */
	public Set<String> clients() {
		return this.callers.values().stream().map(CallerAuthentication::getName).collect(Collectors.toSet());
	}

	/**
	 * Return whether there is such a client.
	 * @param id the client's ID
	 * @return whether any key is that client's
	 */
	public boolean hasClient(String id) {
		return this.callers.values().stream().anyMatch((caller) -> caller.getName().equals(id));
	}

	/**
	 * Authenticate a client by a key in the request body. The audit log then attributes
	 * the request to that client.
	 * @param id the client's ID
	 * @param key what it says is its key
	 * @param request the request
	 * @param response what it is answered with
	 * @return whether the key is the client's
	 */
	public boolean authenticate(String id, String key, HttpServletRequest request, HttpServletResponse response) {
		CallerAuthentication caller = findByKey(key);
		if (caller == null || !caller.getName().equals(id)) {
			return false;
		}
		this.record.saveContext(new SecurityContextImpl(caller), request, response);
		return true;
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
			try {
				return new Hash(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException(ex);
			}
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
