package io.feishuinterviews.security;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Who may ask, and for what.
 *
 * @param anonymousScopes what callers without credentials may do
 * @param clients the clients that have API keys, by ID
 */
@ConfigurationProperties("interviews.security")
record AccessProperties(@DefaultValue Set<Scope> anonymousScopes, @DefaultValue Map<String, Client> clients) {

	AccessProperties {
		Set<String> seen = new HashSet<>();
		clients.forEach((id, client) -> client.keySha256()
			.forEach((hash) -> Assert.isTrue(seen.add(hash),
					() -> "the client " + id + " has a key that another client has, too")));
	}

	/**
	 * A client with API keys.
	 *
	 * @param keySha256 the SHA-256 hashes of its keys, in lower-case hexadecimal digits;
	 * several, so that a new key can be taken into use before the old one is given up
	 * @param scopes what it may do
	 * @param requestsPerSecond how many requests it may make in a second
	 */
	record Client(@DefaultValue Set<String> keySha256, @DefaultValue Set<Scope> scopes,
			@DefaultValue("" + DEFAULT_REQUESTS_PER_SECOND) int requestsPerSecond) {

		static final int DEFAULT_REQUESTS_PER_SECOND = 1000;

		private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

		Client {
			// without a word of what is there instead: it may be a key
			Assert.isTrue(
					!keySha256.isEmpty() && keySha256.stream().allMatch((hash) -> SHA_256.matcher(hash).matches()),
					"key-sha256 must be the SHA-256 hash of a key, as 64 lower-case hexadecimal digits, or several");
			Assert.isTrue(!scopes.isEmpty(), "scopes must name at least one scope");
			Assert.isTrue(requestsPerSecond > 0, "requests-per-second must be more than 0");
		}

	}

}
