package io.feishuinterviews.security;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.Sandbox;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How often each client may ask, in a time that only passes when it is let.
 */
@TestPropertySource(properties = { "interviews.security.clients.stormy.scopes=interviews:read",
		"interviews.security.clients.stormy.requests-per-second=20" })
class RateLimitIntegrationTests extends IntegrationTest {

	private static final String PATH = "/talents/6949805467799537964/interviews";

	@DynamicPropertySource
	static void keys(DynamicPropertyRegistry registry) {
		registry.add("interviews.security.clients.stormy.key-sha256",
				() -> Sandbox.sha256("stormy-key") + "," + Sandbox.sha256("stormy-key-2"));
	}

	@Test
	void isTheClientsOwn() {
		for (int i = 0; i < 10; i++) {
			assertThat(get(PATH, as("stormy")).statusCode()).isEqualTo(200);
			assertThat(get(PATH, "Authorization", "Bearer stormy-key-2").statusCode()).isEqualTo(200);
		}
		HttpResponse<String> refused = get(PATH, "Authorization", "Bearer stormy-key-2");
		assertProblem(refused, 429, "too-many-requests");
		assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
		assertThat(refused.headers().firstValue("RateLimit-Policy")).hasValue("\"client\";q=20;w=1");
		assertThat(refused.headers().firstValue("RateLimit")).hasValue("\"client\";r=0;t=1");
		for (String[] other : List.of(as("reader"), as("recruiter"), new String[0])) {
			assertThat(get(PATH, other).statusCode()).isEqualTo(200);
		}
		this.time.pass(Duration.ofMillis(100));
		assertThat(get(PATH, as("stormy")).statusCode()).isEqualTo(200);
		assertThat(get(PATH, as("stormy")).statusCode()).isEqualTo(200);
		assertProblem(get(PATH, as("stormy")), 429, "too-many-requests");
		this.time.pass(Duration.ofMinutes(10));
		assertThat(get(PATH, as("stormy")).statusCode()).isEqualTo(200);
	}

	@Test
	void isGenerousUnlessSetOtherwise() {
		for (int i = 0; i < 1000; i++) {
			assertThat(get(PATH, as("reader", "If-None-Match", "*")).statusCode()).isEqualTo(304);
		}
		assertProblem(get(PATH, as("reader")), 429, "too-many-requests");
		assertThat(get(PATH).statusCode()).isEqualTo(200);
	}

}
