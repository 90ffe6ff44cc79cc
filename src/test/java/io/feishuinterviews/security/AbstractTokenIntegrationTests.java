package io.feishuinterviews.security;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.feishuinterviews.IntegrationTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tokens of an identity provider, signed for real. What holds of them holds however the
 * identity provider is configured.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = "interviews.security.anonymous-scopes=")
abstract class AbstractTokenIntegrationTests extends IntegrationTest {

	static final IdentityProvider provider = new IdentityProvider(feishu);

	static final RSAKey KEY = IdentityProvider.key();

	private static final RSAKey OTHER_KEY = IdentityProvider.key();

	private static final String PATH = "/talents/6949805467799537964/interviews";

	private static final String SHAPES = """
			"text"; ""; " "; 1; -1; 0; 1.5; 1e400; true; null; []; {}; [[]]; [1, 2]; [null]; [{}]; {"a": {"b": []}};
			["interviews:contact", 1]; [["interviews:read"]]; {"interviews:read": true}; "http://[::1"; "a:b c"; ":";
			99999999999999999999; [["feishu-interviews"]]""";

	/**
	 * Claims that none of the shapes is valid for.
	 */
	private static final List<String> REQUIRED = List.of("scope", "aud", "iss", "exp");

	@BeforeEach
	void startIdentityProvider() {
		provider.use(this.time);
		provider.start(0, KEY);
	}

	@Test
	void acceptsJwtsWithScopeOrScpClaims(CapturedOutput output) {
		assertThat(ask(token((claims) -> claims.claim("scope", "interviews:read"))).body()).contains("133****3333");
		assertThat(ask(token((claims) -> claims.claim("scope", "openid interviews:read interviews:contact"))).body())
			.contains("13333333333");
		assertThat(ask(token((claims) -> claims.claim("scp", List.of("interviews:read")))).statusCode()).isEqualTo(200);
		assertThat(ask(token((claims) -> claims.claim("scp", "interviews:read"))).statusCode()).isEqualTo(200);
		assertThat(get(PATH, as("reader")).statusCode()).isEqualTo(200);
		await().untilAsserted(() -> assertThat(output).contains("client=alice%40example.com proof=token"));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt" })
	void acceptsJwtsWithAnAccessTokenType(String type) {
		assertThat(ask(IdentityProvider.signed(KEY, type, readerClaims().toString())).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "JOSE", "id+jwt", "logout+jwt", "dpop+jwt", "at", "text/at+jwt" })
	void rejectsJwtsWithAnotherType(String type) {
		assertProblem(ask(IdentityProvider.signed(KEY, type, readerClaims().toString())), 401, "unauthenticated");
	}

	@Test
	void returns403ForJwtsWithoutTheScope() {
		assertProblem(ask(token((claims) -> {
		})), 403, "insufficient-scope");
		assertProblem(ask(token((claims) -> claims.claim("scope", "interviews.read profile"))), 403,
				"insufficient-scope");
	}

	@Test
	void rejectsExpiredAndIncompleteJwts() {
		assertRefused(token((claims) -> claims.expirationTime(Date.from(this.time.instant().minusSeconds(3600)))),
				"expired");
		assertRefused(token((claims) -> claims.expirationTime(null)), "exp");
		assertRefused(token((claims) -> claims.notBeforeTime(Date.from(this.time.instant().plusSeconds(3600)))),
				"used before");
		assertRefused(token((claims) -> claims.audience("another-service")), "aud");
		assertRefused(token((claims) -> claims.audience((String) null)), "aud");
		assertRefused(token((claims) -> claims.subject(null)), "sub");
		assertRefused(token((claims) -> claims.subject("")), "sub");
		assertRefused(token((claims) -> claims.subject(" \t")), "sub");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonce", "at_hash", "c_hash", "s_hash" })
	void rejectsIdTokens(String claim) {
		assertRefused(token((claims) -> claims.claim("scope", "interviews:read").claim(claim, "n-0S6_WzA2Mj")),
				"ID token");
	}

	@ParameterizedTest
	@CsvSource({ "typ, ID", "token_use, id" })
	void rejectsJwtsThatAClaimNamesAnIdToken(String claim, String value) {
		assertRefused(token((claims) -> claims.claim("scope", "interviews:read").claim(claim, value)), "ID token");
	}

	@Test
	void acceptsANonceInAnAccessToken() {
		JWTClaimsSet claims = provider.claims((more) -> more.claim("scope", "interviews:read").claim("nonce", "n"));
		assertThat(ask(IdentityProvider.signed(KEY, "at+jwt", claims.toString())).statusCode()).isEqualTo(200);
		// as old versions of Keycloak issue
		assertThat(
				ask(token((more) -> more.claim("scope", "interviews:read").claim("nonce", "n").claim("typ", "Bearer")))
					.statusCode())
			.isEqualTo(200);
	}

	@Test
	void rejectsJwtsThatAreBoundToAKey() {
		for (String confirmation : List.of("jkt", "x5t#S256", "jwk", "kid")) {
			assertRefused(token((claims) -> claims.claim("scope", "interviews:read")
				.claim("cnf", Map.of(confirmation, "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"))), "cnf");
		}
		assertProblem(ask(token((claims) -> claims.claim("scope", "interviews:read").claim("cnf", "odd"))), 401,
				"unauthenticated");
	}

	@Test
	void rejectsJwtsWithAScopeOfAnotherType() {
		for (String claim : List.of("scope", "scp")) {
			for (Object odd : List.of(1, true, Map.of("interviews:read", true), List.of("interviews:read", 1),
					List.of(List.of("interviews:read")))) {
				assertRefused(token((claims) -> claims.claim(claim, odd)), "claim " + claim);
			}
		}
	}

	@Test
	void rejectsJwtsThatAreValidForMoreThanADay() {
		Instant now = this.time.instant();
		assertThat(lifetime(now, now.plus(Duration.ofDays(1))).statusCode()).isEqualTo(200);
		assertThat(lifetime(null, now.plus(Duration.ofDays(1))).statusCode()).isEqualTo(200);
		assertThat(lifetime(now.minus(Duration.ofHours(23)), now.plus(Duration.ofHours(1))).statusCode())
			.isEqualTo(200);
		for (Instant issuedAt : new Instant[] { now, null, now.minusSeconds(60), now.plus(Duration.ofHours(12)) }) {
			HttpResponse<String> answer = lifetime(issuedAt, now.plus(Duration.ofDays(1)).plusSeconds(61));
			assertProblem(answer, 401, "unauthenticated");
			assertThat(json(answer).get("detail").asString()).contains("longer than 86400 seconds");
		}
	}

	private HttpResponse<String> lifetime(@Nullable Instant issuedAt, Instant expiresAt) {
		return ask(token((claims) -> claims.claim("scope", "interviews:read")
			.issueTime((issuedAt != null) ? Date.from(issuedAt) : null)
			.expirationTime(Date.from(expiresAt))));
	}

	@Test
	void rejectsJwtsOfAnotherIssuer() {
		assertRefused(token((claims) -> claims.issuer("https://evil.example.com")), "iss");
		assertRefused(token((claims) -> claims.issuer(provider.issuer() + "/")), "iss");
		assertRefused(token((claims) -> claims.issuer(null)), "iss");
	}

	@ParameterizedTest
	@ValueSource(strings = { "scope", "scp", "aud", "iss", "exp", "nbf", "iat", "sub", "jti", "cnf" })
	void neverReturns500ForClaimsOfAWrongType(String claim) {
		String claims = token(readerClaims(), claim);
		for (String shape : SHAPES.split(";", -1)) {
			HttpResponse<String> answer = ask(
					IdentityProvider.signed(KEY, null, "{\"" + claim + "\":" + shape + "," + claims));
			assertThat(answer.statusCode()).as("%s: %s: %s", claim, shape, answer.body())
				.isIn(REQUIRED.contains(claim) ? List.of(401, 403) : List.of(200, 401));
		}
		String nested = "[".repeat(3000) + "]".repeat(3000);
		assertThat(ask(IdentityProvider.signed(KEY, null, "{\"" + claim + "\":" + nested + "," + claims)).statusCode())
			.isIn(200, 401, 403);
	}

	/**
	 * Return claims without one, and without the bracket before the first.
	 */
	private static String token(JWTClaimsSet claims, String without) {
		return new JWTClaimsSet.Builder(claims).claim(without, null).build().toString().substring(1);
	}

	@Test
	void rejectsJwtsWithAnInvalidSignature() throws Exception {
		assertRefused(IdentityProvider.signed(OTHER_KEY, readerClaims()), "trust");
		RSAKey sameName = new RSAKey.Builder(OTHER_KEY).keyID(KEY.getKeyID()).build();
		assertRefused(IdentityProvider.signed(sameName, readerClaims()), "trust");
		assertRefused(new PlainJWT(readerClaims()).serialize(), "trust");
		// the public key, taken for a shared secret
		SignedJWT confused = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), readerClaims());
		confused.sign(new MACSigner(KEY.toRSAPublicKey().getEncoded()));
		assertRefused(confused.serialize(), "trust");
		String token = token((claims) -> claims.claim("scope", "interviews:read"));
		assertRefused(token.substring(0, token.lastIndexOf('.') + 1), "trust");
		assertRefused(token.substring(0, token.length() - 4) + "AAAA", "trust");
	}

	private static JWTClaimsSet readerClaims() {
		return provider.claims((claims) -> claims.claim("scope", "interviews:read"));
	}

	void assertRefused(String token, String why) {
		HttpResponse<String> answer = ask(token);
		assertProblem(answer, 401, "unauthenticated");
		assertThat(json(answer).get("detail").asString()).contains(why);
		assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
	}

	HttpResponse<String> ask(String token) {
		return get(PATH, "Authorization", "Bearer " + token, "Accept-Language", "en");
	}

	static String token(Consumer<JWTClaimsSet.Builder> more) {
		return IdentityProvider.signed(KEY, provider.claims(more));
	}

}
