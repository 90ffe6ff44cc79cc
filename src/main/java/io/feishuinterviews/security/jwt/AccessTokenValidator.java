package io.feishuinterviews.security.jwt;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.feishuinterviews.interview.FailureText;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Rejects JWTs that are no bearer access tokens, or that are valid for too long.
 */
final class AccessTokenValidator implements OAuth2TokenValidator<Jwt> {

	/**
	 * How much the clocks of the identity provider and of this service may differ.
	 */
	private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

	/**
	 * Claims of ID tokens only (OpenID Connect Core 1.0, section 3.3.2.11, and FAPI).
	 */
	private static final Set<String> ID_TOKEN_HASHES = Set.of("at_hash", "c_hash", "s_hash");

	/**
	 * The types of access tokens in the header, in lower case (RFC 9068 section 2.1).
	 */
	static final List<String> ACCESS_TOKEN_TYPES = List.of("at+jwt", "application/at+jwt");

	private static final List<String> SCOPES = List.of("scope", "scp");

	private final Duration maxLifetime;

	private final Clock clock;

	AccessTokenValidator(Duration maxLifetime, Clock clock) {
		this.maxLifetime = maxLifetime;
		this.clock = clock;
	}

	@Override
	public OAuth2TokenValidatorResult validate(Jwt token) {
		if (isIdToken(token)) {
			return invalid("token-is-id-token");
		}
		if (token.hasClaim("cnf")) {
			return invalid("token-bound-to-key");
		}
		for (String claim : SCOPES) {
			if (token.hasClaim(claim) && !isScope(token.getClaim(claim))) {
				return invalid("token-claim-no-text", claim);
			}
		}
		if (isValidForTooLong(token)) {
			return invalid("token-valid-too-long", this.maxLifetime.toSeconds());
		}
		return OAuth2TokenValidatorResult.success();
	}

	/**
	 * Return whether a JWT is an ID token. Most identity providers give both kinds the
	 * same type in the header. Keycloak and Amazon Cognito name the kind in a claim, and
	 * old versions of Keycloak copy {@code nonce} to access tokens.
	 */
	private static boolean isIdToken(Jwt token) {
		if (ID_TOKEN_HASHES.stream().anyMatch(token::hasClaim) || "ID".equals(token.getClaim("typ"))
				|| "id".equals(token.getClaim("token_use"))) {
			return true;
		}
		String type = String.valueOf(token.getHeaders().get("typ"));
		boolean isAccessToken = ACCESS_TOKEN_TYPES.stream().anyMatch(type::equalsIgnoreCase)
				|| "Bearer".equals(token.getClaim("typ"));
		return token.hasClaim("nonce") && !isAccessToken;
	}

	private static boolean isScope(@Nullable Object claim) {
		return claim instanceof String
				|| (claim instanceof Collection<?> list && list.stream().allMatch(String.class::isInstance));
	}

	/**
	 * Compare the lifetime to the limit. A JWT that is issued in the future, or at an
	 * unknown time, counts as issued now. Other validators reject a JWT without
	 * {@code exp}.
	 */
	private boolean isValidForTooLong(Jwt token) {
		Instant expiresAt = token.getExpiresAt();
		Instant issuedAt = token.getIssuedAt();
		Instant now = this.clock.instant();
		Instant start = (issuedAt != null && issuedAt.isBefore(now)) ? issuedAt : now;
		return expiresAt != null && expiresAt.isAfter(start.plus(this.maxLifetime).plus(CLOCK_SKEW));
	}

	private static OAuth2TokenValidatorResult invalid(String text, Object... arguments) {
		return OAuth2TokenValidatorResult.failure(new TokenError(FailureText.of(text, arguments)));
	}

}
