package io.feishuinterviews.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

import io.feishuinterviews.security.AccessProperties.Client;
import io.feishuinterviews.security.Caller.Proof;
import org.jspecify.annotations.Nullable;

/**
 * Knows callers by their API keys, and the keys by their hashes only.
 */
class ApiKeys {

	private final Map<Hash, Caller> callers = new HashMap<>();

	ApiKeys(Map<String, Client> clients) {
		clients.forEach((id, client) -> {
			Caller caller = new Caller(Proof.KEY, id, client.scopes().stream().map(Scope::granted).toList(),
					client.requestsPerSecond());
			client.keySha256().forEach((hash) -> this.callers.put(new Hash(HexFormat.of().parseHex(hash)), caller));
		});
	}

	/**
	 * Return whose key this is.
	 * @param key the key
	 * @return the caller, {@code null} if it is nobody's
	 */
	@Nullable Caller callerWith(String key) {
		return this.callers.get(Hash.of(key));
	}

	/**
	 * A key's hash. How long it takes to find that two differ tells nothing of where.
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
