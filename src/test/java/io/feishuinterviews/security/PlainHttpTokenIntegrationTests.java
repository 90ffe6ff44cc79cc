package io.feishuinterviews.security;

import java.net.http.HttpResponse;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.nimbusds.jose.jwk.RSAKey;
import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An identity provider whose metadata contains an http URL of its keys.
 */
class PlainHttpTokenIntegrationTests extends IntegrationTest {

	private static final IdentityProvider provider = new IdentityProvider(feishu);

	private static final RSAKey KEY = IdentityProvider.key();

	private static final String PATH = "/talents/7100000000000000001/interviews";

	@DynamicPropertySource
	static void identityProvider(DynamicPropertyRegistry registry) {
		registry.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", provider::issuer);
	}

	@BeforeEach
	void startIdentityProvider() {
		provider.use(this.time);
		provider.start(0, KEY);
		// connects to this machine, but is not a loopback address
		String keys = feishu.url().replaceFirst("//[^:]+", "//0.0.0.0") + IdentityProvider.KEYS;
		feishu.wireMock()
			.stubFor(WireMock.get(urlPathEqualTo(IdentityProvider.PATH + "/.well-known/openid-configuration"))
				.willReturn(FeishuServer.json("""
						{"issuer":"%s","jwks_uri":"%s"}""".formatted(provider.issuer(), keys))));
	}

	@Test
	void requestsNoKeysOverPlainHttp() {
		assertProblem(get(PATH, "Authorization", "Bearer " + token()), 503, "identity-provider-unavailable");
		feishu.wireMock().verify(0, getRequestedFor(urlPathEqualTo(IdentityProvider.KEYS)));
	}

	private static String token() {
		return IdentityProvider.signed(KEY, provider.claims((claims) -> claims.claim("scope", "interviews:read")));
	}

	@Nested
	@TestPropertySource(properties = "feishu.allow-http=true")
	class IfAllowed {

		@Test
		void requestsKeysOverPlainHttpIfAllowed() {
			HttpResponse<String> response = get(PATH, "Authorization", "Bearer " + token());
			assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		}

	}

}
