package io.feishuinterviews.security;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An identity provider that cannot be reached.
 */
@TestPropertySource(properties = "spring.security.oauth2.resourceserver.jwt.issuer-uri=http://127.0.0.1:1/nobody")
class IdentityProviderDownIntegrationTests extends IntegrationTest {

	@Test
	void returns503OnlyForJwtsWhileTheIdentityProviderIsDown() {
		String token = base64("{\"alg\":\"RS256\",\"kid\":\"a\"}") + "." + base64("{\"sub\":\"alice\"}") + "."
				+ base64("signature");
		HttpResponse<String> answer = get("/talents/7100000000000000001/interviews", "Authorization",
				"Bearer " + token);
		assertProblem(answer, 503, "identity-provider-unavailable");
		assertThat(answer.headers().firstValue("Retry-After")).isPresent();
		assertThat(get("/talents/7100000000000000001/interviews", as("reader")).statusCode()).isEqualTo(200);
		assertProblem(get("/talents/7100000000000000001/interviews", as("nobody")), 401, "unauthenticated");
	}

	private static String base64(String text) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

}
