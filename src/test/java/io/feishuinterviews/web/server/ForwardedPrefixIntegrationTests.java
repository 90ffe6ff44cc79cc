package io.feishuinterviews.web.server;

import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Behind a proxy that takes a prefix off paths, and says so.
 */
@TestPropertySource(properties = "server.forward-headers-strategy=framework")
class ForwardedPrefixIntegrationTests extends IntegrationTest {

	private static final String[] HEADERS = { "X-Forwarded-Prefix", "/hr", "X-Forwarded-Host", "hr.example.com",
			"X-Forwarded-Proto", "https" };

	@Test
	void redirectsWithTheForwardedPrefix() {
		assertThat(location("/")).isEqualTo("/hr/swagger-ui.html");
		assertThat(location("/swagger-ui.html")).isEqualTo("/hr/swagger-ui/index.html");
	}

	@Test
	void includesTheForwardedPrefixInDocumentsProblemsAndLinks() {
		// relative to the document
		assertThat(json(get("/v3/api-docs", HEADERS)).at("/servers/0/url").asString()).isEqualTo("..");
		assertThat(json(get("/v3/api-docs/swagger-config", HEADERS)).get("url").asString())
			.isEqualTo("/hr/v3/api-docs");
		assertThat(get("/swagger-ui/swagger-initializer.js", HEADERS).body())
			.contains("\"/hr/v3/api-docs/swagger-config\"");
		for (String path : new String[] { "/talents/error-1002102/interviews", "/nothing", "/talents/%01" }) {
			assertThat(json(get(path, HEADERS)).get("instance").asString()).as(path).isEqualTo("/hr" + path);
		}
		assertThat(json(get("/actuator", as("operator", HEADERS))).at("/_links/health/href").asString())
			.isEqualTo("/hr/actuator/health");
	}

	@Test
	void servesFeishuSdksBehindAForwardedPrefix() {
		String data = "/open-apis/hire/v1/interviews/get_by_talent?talent_id=";
		assertThat(json(get("/" + data + "6949805467799537964", HEADERS)).get("code").asInt()).isZero();
		assertThat(json(get(data + "1", HEADERS)).get("code").asInt()).isEqualTo(1002102);
		for (String path : new String[] { "/open-apis/nothing", "//open-apis/nothing", "/open-apis//hire" }) {
			assertThat(json(get(path, HEADERS)).get("code").asInt()).as(path).isEqualTo(9499);
		}
	}

	@Test
	void doesNotRateLimitProbesBehindAForwardedPrefix() {
		for (int i = 0; i < 1100; i++) {
			assertThat(get("/livez", HEADERS).statusCode()).isEqualTo(200);
		}
	}

	private String location(String path) {
		return get(path, HEADERS).headers().firstValue("Location").orElseThrow();
	}

}
