package io.feishuinterviews.api;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Web pages of other origins.
 */
@TestPropertySource(properties = "interviews.cors.allowed-origins=https://hr.example.com")
class CorsIntegrationTests extends IntegrationTest {

	private static final String PATH = "/talents/6949805467799537964/interviews";

	@Test
	void allowsConfiguredOriginsAndExposesHeaders() {
		HttpResponse<String> answer = get(PATH, "Origin", "https://hr.example.com");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://hr.example.com");
		assertThat(answer.headers().firstValue("Access-Control-Expose-Headers").orElseThrow()).contains("ETag", "Age",
				"Cache-Status", "Retry-After", "RateLimit", "RateLimit-Policy", "Content-Language", "X-Request-Id");
		assertThat(String.join(",", answer.headers().allValues("Vary"))).contains("Origin", "Accept-Language");
	}

	@Test
	void exposesProblemsToConfiguredOrigins() {
		HttpResponse<String> answer = get("/talents/a.b/interviews", "Origin", "https://hr.example.com");
		assertProblem(answer, 400, "invalid-request");
		assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://hr.example.com");
	}

	@Test
	void answersCorsPreflightRequestsWithoutCredentials() throws Exception {
		HttpResponse<String> answer = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + PATH))
				.method("OPTIONS", HttpRequest.BodyPublishers.noBody())
				.header("Origin", "https://hr.example.com")
				.header("Access-Control-Request-Method", "GET")
				.header("Access-Control-Request-Headers", "authorization, if-none-match")
				.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
			.hasValue("authorization, if-none-match");
	}

	@Test
	void showsConfiguredOriginsThatAMethodIsNotAllowed() {
		HttpResponse<String> answer = post(PATH, "", "Origin", "https://hr.example.com");
		assertProblem(answer, 405, "method-not-allowed");
		assertThat(answer.headers().firstValue("Allow").orElseThrow()).contains("GET");
		assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://hr.example.com");
	}

	@Test
	void exposesRejectedBodiesToConfiguredOrigins() {
		HttpResponse<String> answer = post(PATH, "a".repeat(70_000), "Origin", "https://hr.example.com");
		assertThat(answer.statusCode()).isEqualTo(413);
		assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://hr.example.com");
	}

	@Test
	void rejectsOriginsThatAreNotConfigured() {
		HttpResponse<String> answer = get(PATH, "Origin", "https://evil.example.com");
		assertProblem(answer, 403, "origin-not-allowed");
		assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
		assertThat(answer.body()).doesNotContain("段誉");
	}

}
