package io.feishuinterviews.security;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.lessThan;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens of an identity provider that is known by its issuer.
 */
@Tag("slow")
class TokenIntegrationTests extends AbstractTokenIntegrationTests {

	private static final String PATH = "/talents/6949805467799537964/interviews";

	private static final RSAKey NEW_KEY = IdentityProvider.key();

	@DynamicPropertySource
	static void identityProvider(DynamicPropertyRegistry registry) {
		registry.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", provider::issuer);
	}

	@Test
	void limitsJwkSetRequestsForUnknownKeyIds() {
		for (int i = 0; i < 50; i++) {
			assertThat(ask(stranger()).statusCode()).isIn(401, 503);
		}
		feishu.wireMock().verify(lessThan(30), getRequestedFor(urlPathEqualTo(IdentityProvider.KEYS)));
		assertThat(ask(reader(KEY)).statusCode()).isEqualTo(200);
	}

	@Test
	void verifiesJwtsWithKnownKeysWhileTheJwkSetIsSlow() {
		String known = reader(KEY);
		assertThat(ask(known).statusCode()).isEqualTo(200);
		provider.start(1500, KEY);
		List<CompletableFuture<Integer>> strangers = new ArrayList<>();
		List<CompletableFuture<Integer>> callers = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			// so that each second's call to the provider is due
			this.time.pass(Duration.ofSeconds(1));
			Stream.generate(TokenIntegrationTests::stranger).limit(5).forEach((token) -> strangers.add(status(token)));
			callers.add(status(known));
		}
		assertThat(callers).extracting(CompletableFuture::join).containsOnly(200);
		assertThat(strangers).extracting(CompletableFuture::join).isSubsetOf(401, 503).contains(503);
	}

	@Test
	void verifiesJwtsWithKnownKeysWhileTheIdentityProviderIsDown() {
		assertThat(ask(reader(KEY)).statusCode()).isEqualTo(200);
		feishu.wireMock()
			.stubFor(WireMock.get(urlPathEqualTo(IdentityProvider.KEYS)).willReturn(WireMock.serverError()));
		this.time.pass(Duration.ofMinutes(50));
		assertThat(ask(reader(KEY)).statusCode()).isEqualTo(200);
		this.time.pass(Duration.ofMinutes(20));
		assertProblem(ask(reader(KEY)), 503, "identity-provider-unavailable");
	}

	@Test
	void acceptsJwtsSignedWithANewKey() {
		assertThat(ask(reader(KEY)).statusCode()).isEqualTo(200);
		assertThat(ask(reader(NEW_KEY)).statusCode()).isEqualTo(401);
		provider.start(0, KEY, NEW_KEY);
		ask(stranger());
		this.time.pass(Duration.ofSeconds(1));
		assertThat(ask(reader(NEW_KEY)).statusCode()).isEqualTo(200);
	}

	@Test
	void rejectsJwtsSignedWithAWithdrawnKey() {
		assertThat(ask(reader(KEY)).statusCode()).isEqualTo(200);
		provider.start(0, NEW_KEY);
		this.time.pass(Duration.ofMinutes(6));
		assertThat(ask(reader(NEW_KEY)).statusCode()).isEqualTo(200);
		this.time.pass(Duration.ofSeconds(1));
		assertRefused(reader(KEY), "trust");
	}

	private CompletableFuture<Integer> status(String token) {
		return ask(PATH, "Authorization", "Bearer " + token).thenApply((answer) -> answer.statusCode());
	}

	private static String reader(RSAKey key) {
		return IdentityProvider.signed(key, claims());
	}

	/**
	 * Return a token with a key ID that nobody knows.
	 */
	private static String stranger() {
		return IdentityProvider.signed(IdentityProvider.renamed(KEY), claims());
	}

	private static JWTClaimsSet claims() {
		return provider.claims((claims) -> claims.claim("scope", "interviews:read"));
	}

}
