package io.feishuinterviews.compat;

import java.net.http.HttpResponse;

import io.feishuinterviews.Sandbox;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Failures in Feishu's words.
 */
final class FeishuFailures {

	private static final JsonMapper json = new JsonMapper();

	private FeishuFailures() {
	}

	/**
	 * Assert that a response has this failure in Feishu's format, and contains nothing
	 * secret.
	 */
	static void assertFailure(HttpResponse<String> answer, int status, int code) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
		assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
		JsonNode failure = json.readTree(answer.body());
		assertThat(failure.get("code").asInt()).as(answer.body()).isEqualTo(code);
		assertThat(failure.get("msg").asString()).isNotBlank();
		assertThat(failure.at("/error/log_id").asString()).isNotBlank();
		assertThat(answer.headers().allValues("X-Tt-Logid")).containsExactly(failure.at("/error/log_id").asString());
		assertThat(failure.propertyNames()).containsExactly("code", "msg", "error");
		assertThat(answer.body()).doesNotContain("Exception", "springframework", "<html", "t-sandbox",
				Sandbox.APP_SECRET);
	}

}
