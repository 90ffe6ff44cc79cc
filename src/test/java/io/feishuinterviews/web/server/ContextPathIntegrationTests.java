package io.feishuinterviews.web.server;

import java.net.http.HttpResponse;

import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Everything below {@code server.servlet.context-path}.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = { "server.servlet.context-path=/hr/interviews",
		"interviews.security.anonymous-scopes=", "interviews.cors.allowed-origins=https://hr.example.com" })
class ContextPathIntegrationTests extends IntegrationTest {

	private static final String BASE = "/hr/interviews";

	@Test
	void redirectsBelowTheContextPath() {
		assertThat(location("")).isEqualTo(BASE + "/");
		assertThat(location("/")).isEqualTo(BASE + "/swagger-ui.html");
		assertThat(location("/swagger-ui.html")).isEqualTo(BASE + "/swagger-ui/index.html");
	}

	@Test
	void includesTheContextPathInDocumentsProblemsAndLinks() {
		// relative to the document
		assertThat(json(get(BASE + "/v3/api-docs")).at("/servers/0/url").asString()).isEqualTo("..");
		assertThat(json(get(BASE + "/v3/api-docs/swagger-config")).get("url").asString())
			.isEqualTo(BASE + "/v3/api-docs");
		assertThat(get(BASE + "/swagger-ui/swagger-initializer.js").body())
			.contains("\"" + BASE + "/v3/api-docs/swagger-config\"");
		assertThat(instance("/talents/error-1002102/interviews")).isEqualTo(BASE + "/talents/error-1002102/interviews");
		assertThat(json(get(BASE + "/talents/interviews?talentId=error-1002102", as("reader")))
			.at("/results/0/problem/instance")
			.asString()).isEqualTo(BASE + "/talents/error-1002102/interviews");
		assertThat(instance("//talents")).isEqualTo(BASE + "//talents");
		assertThat(json(get(BASE + "/actuator", as("operator"))).at("/_links/health/href").asString())
			.isEqualTo(BASE + "/actuator/health");
	}

	@Test
	void servesFeishuSdksBelowTheContextPath() {
		assertThat(json(get(BASE + "/open-apis/hire/v1/interviews/get_by_talent?talent_id=1", as("reader"))).get("code")
			.asInt()).isEqualTo(1002102);
		for (String path : new String[] { "/open-apis/nothing", "//open-apis/nothing", "/open-apis//hire" }) {
			assertThat(json(get(BASE + path)).get("code").asInt()).as(path).isEqualTo(9499);
		}
		String token = "/open-apis/auth/v3/tenant_access_token/internal";
		String body = "{\"app_id\":\"reader\",\"app_secret\":\"reader-key\"}";
		assertThat(post(BASE + token, body, "Authorization", "Bearer t-old").body()).contains("\"code\":0");
		assertThat(post(BASE + "/" + token + "/", body).body()).contains("\"code\":0");
	}

	@Test
	void authenticatesAndAuditsBelowTheContextPath(CapturedOutput output) {
		assertProblem(get(BASE + "/talents/1/interviews"), 401, "unauthenticated");
		assertProblem(get("/talents/1/interviews"), 404, "no-such-path");
		get(BASE + "/talents/7100000000000000010/interviews", as("reader", "X-Request-Id", "below"));
		await().untilAsserted(() -> assertThat(output)
			.contains("path=" + BASE + "/talents/7100000000000000010/interviews talents=7100000000000000010 status=200")
			.contains("request=below"));
		assertThat(get(BASE + "/swagger-ui/index.html", "X-Request-Id", "page").headers()
			.firstValue("Content-Security-Policy")).get().asString().contains("style-src 'self'");
		assertThat(output).doesNotContain("request=page");
	}

	@Test
	void doesNotRateLimitProbesBelowTheContextPath() {
		for (int i = 0; i < 1100; i++) {
			assertThat(get(BASE + "/livez").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void allowsConfiguredOriginsBelowTheContextPath() {
		HttpResponse<String> answer = get(BASE + "/talents/7100000000000000010/interviews",
				as("reader", "Origin", "https://hr.example.com"));
		assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://hr.example.com");
		assertProblem(get(BASE + "/talents/1/interviews", as("reader", "Origin", "https://evil.example.com")), 403,
				"origin-not-allowed");
	}

	private String location(String path) {
		return get(BASE + path).headers().firstValue("Location").orElseThrow();
	}

	private String instance(String path) {
		return json(get(BASE + path, as("reader"))).get("instance").asString();
	}

}
