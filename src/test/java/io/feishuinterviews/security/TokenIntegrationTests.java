package io.feishuinterviews.security;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static com.github.tomakehurst.wiremock.client.WireMock.lessThan;

import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tokens of an identity provider, signed for real.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = "interviews.security.anonymous-scopes=")
class TokenIntegrationTests extends IntegrationTest {

	private static final String PATH = "/talents/6949805467799537964/interviews";

	private static final String KEYS = "/idp/keys";

	private static final RSAKey KEY = key();

	private static final RSAKey OTHER_KEY = key();

	@DynamicPropertySource
	static void identityProvider(DynamicPropertyRegistry registry) {
		registry.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", () -> feishu.url() + "/idp");
	}

	@BeforeEach
	void startIdentityProvider() {
		feishu.wireMock()
			.stubFor(WireMock.get(urlPathEqualTo("/idp/.well-known/openid-configuration"))
				.willReturn(FeishuServer.json("""
						{"issuer":"%1$s","jwks_uri":"%1$s/keys"}""".formatted(feishu.url() + "/idp"))));
		feishu.wireMock()
			.stubFor(WireMock.get(urlPathEqualTo(KEYS))
				.willReturn(FeishuServer.json(new JWKSet(KEY.toPublicJWK()).toString())));
	}

	@Test
	void letTheirSubjectsIn(CapturedOutput output) {
		assertThat(ask(token((claims) -> claims.claim("scope", "interviews:read"))).body()).contains("133****3333");
		assertThat(ask(token((claims) -> claims.claim("scope", "openid interviews:read interviews:contact"))).body())
			.contains("13333333333");
		assertThat(ask(token((claims) -> claims.claim("scp", List.of("interviews:read")))).statusCode()).isEqualTo(200);
		assertThat(ask(token((claims) -> claims.claim("scp", "interviews:read"))).statusCode()).isEqualTo(200);
		assertThat(get(PATH, as("reader")).statusCode()).isEqualTo(200);
		await().untilAsserted(() -> assertThat(output).contains("client=alice%40example.com proof=token"));
	}

	@Test
	void letNobodyInWithoutTheScope() {
		assertProblem(ask(token((claims) -> {
		})), 403, "insufficient-scope");
		assertProblem(ask(token((claims) -> claims.claim("scope", "interviews.read profile"))), 403,
				"insufficient-scope");
	}

	@Test
	void areRefusedWhenTheyAreNotValid() {
		assertRefused(token((claims) -> claims.expirationTime(Date.from(Instant.now().minusSeconds(3600)))), "expired");
		assertRefused(token((claims) -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(3600)))),
				"used before");
		assertRefused(token((claims) -> claims.audience("another-service")), "aud");
		assertRefused(token((claims) -> claims.audience((String) null)), "aud");
		assertRefused(token((claims) -> claims.issuer("https://evil.example.com")), "iss");
		assertRefused(token((claims) -> claims.subject(null)), "");
	}

	@Test
	void areRefusedWhenTheyAreNotTheProviders() throws Exception {
		assertRefused(signed(OTHER_KEY, claims((claims) -> {
		})), "trust");
		RSAKey sameName = new RSAKey.Builder(OTHER_KEY.toRSAPublicKey()).privateKey(OTHER_KEY.toRSAPrivateKey())
			.keyID(KEY.getKeyID())
			.build();
		assertRefused(signed(sameName, claims((claims) -> {
		})), "trust");
		assertRefused(new PlainJWT(claims((claims) -> {
		})).serialize(), "trust");
		// the public key, taken for a shared secret
		SignedJWT confused = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims((claims) -> {
		}));
		confused.sign(new MACSigner(KEY.toRSAPublicKey().getEncoded()));
		assertRefused(confused.serialize(), "trust");
		String token = token((claims) -> claims.claim("scope", "interviews:read"));
		assertRefused(token.substring(0, token.lastIndexOf('.') + 1), "trust");
		assertRefused(token.substring(0, token.length() - 4) + "AAAA", "trust");
	}

	@Test
	void doNotHaveTheProviderAskedAsOftenAsSomebodyLikes() {
		for (int i = 0; i < 50; i++) {
			assertThat(ask(signed(key(KEY, UUID.randomUUID().toString()), claims((claims) -> {
			}))).statusCode()).isIn(401, 503);
		}
		feishu.wireMock().verify(lessThan(30), getRequestedFor(urlPathEqualTo(KEYS)));
		assertThat(ask(token((claims) -> claims.claim("scope", "interviews:read"))).statusCode()).isEqualTo(200);
	}

	private void assertRefused(String token, String why) {
		HttpResponse<String> answer = ask(token);
		assertProblem(answer, 401, "unauthenticated");
		assertThat(json(answer).get("detail").asString()).contains(why);
		assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
	}

	private HttpResponse<String> ask(String token) {
		return get(PATH, "Authorization", "Bearer " + token);
	}

	private static String token(Consumer<JWTClaimsSet.Builder> more) {
		return signed(KEY, claims(more));
	}

	private static JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> more) {
		JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(feishu.url() + "/idp")
			.subject("alice@example.com")
			.audience("feishu-interviews")
			.issueTime(Date.from(Instant.now().minusSeconds(7200)))
			.expirationTime(Date.from(Instant.now().plusSeconds(600)));
		more.accept(claims);
		return claims.build();
	}

	private static String signed(RSAKey key, JWTClaimsSet claims) {
		try {
			SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
					claims);
			token.sign(new RSASSASigner(key));
			return token.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static RSAKey key() {
		try {
			return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static RSAKey key(RSAKey key, String id) {
		try {
			return new RSAKey.Builder(key.toRSAPublicKey()).privateKey(key.toRSAPrivateKey()).keyID(id).build();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
