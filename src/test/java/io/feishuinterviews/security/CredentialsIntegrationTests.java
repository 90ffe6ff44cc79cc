package io.feishuinterviews.security;

import java.net.http.HttpResponse;
import java.util.List;

import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.Sandbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * API keys, where anonymous callers may read.
 */
@TestPropertySource(properties = "interviews.security.clients.rotating.scopes=interviews:read")
class CredentialsIntegrationTests extends IntegrationTest {

	private static final String PATH = "/talents/6949805467799537964/interviews";

	@DynamicPropertySource
	static void keys(DynamicPropertyRegistry registry) {
		registry.add("interviews.security.clients.rotating.key-sha256",
				() -> Sandbox.sha256("old-key") + "," + Sandbox.sha256("new-key"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer wrong", "Bearer reader-ke", "Bearer reader-keyy", "Bearer READER-KEY", "Bearer",
			"Bearer ", "Bearer reader-key extra", "Basic cmVhZGVyOnJlYWRlci1rZXk=", "reader-key", "", "Bearer \"x\"",
			"Digest username=\"a\"", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0." })
	void rejectsWrongKeysWhereAnonymousAccessIsAllowed(String authorization) {
		assertThat(get(PATH).statusCode()).isEqualTo(200);
		assertProblem(get(PATH, "Authorization", authorization), 401, "unauthenticated");
		assertProblem(get("/livez", "Authorization", authorization), 401, "unauthenticated");
	}

	@Test
	void rejectsTheHashOfAKey() {
		assertProblem(get(PATH, "Authorization", "Bearer " + Sandbox.sha256(key("reader"))), 401, "unauthenticated");
	}

	@Test
	void rateLimitsRequestsWithWrongKeys() {
		for (int i = 0; i < 1000; i++) {
			assertThat(get("/livez", "Authorization", "Bearer guess-" + i).statusCode()).isEqualTo(401);
		}
		assertProblem(get("/livez", "Authorization", "Bearer guess"), 429, "too-many-requests");
		assertProblem(get(PATH), 429, "too-many-requests");
		assertThat(get(PATH, as("reader")).statusCode()).isEqualTo(200);
		assertThat(get("/livez").statusCode()).isEqualTo(200);
	}

	@Test
	void rejectsDuplicateAuthorizationHeaders() {
		assertProblem(get(PATH, "Authorization", "Bearer reader-key", "Authorization", "Bearer reader-key"), 401,
				"unauthenticated");
		// no credentials, but a parameter that does not exist
		assertProblem(get(PATH + "?access_token=nobodys"), 400, "invalid-request");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer old-key", "Bearer new-key", "bearer new-key", "BEARER  new-key" })
	void acceptsOldAndNewKeysDuringRotation(String authorization) {
		assertThat(get(PATH, "Authorization", authorization).statusCode()).isEqualTo(200);
	}

	@Test
	void masksMobileNumbersWithoutTheContactScope() {
		HttpResponse<String> masked = get(PATH, as("reader"));
		HttpResponse<String> full = get(PATH, as("recruiter"));
		assertThat(masked.body()).contains("\"contactMobile\":\"133****3333\"").doesNotContain("13333333333");
		assertThat(full.body()).contains("\"contactMobile\":\"13333333333\"");
		assertThat(get(PATH).body()).isEqualTo(masked.body());
		String etag = masked.headers().firstValue("ETag").orElseThrow();
		assertThat(full.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(etag);
		assertThat(get(PATH, as("recruiter", "If-None-Match", etag)).body()).isEqualTo(full.body());
		assertThat(get(PATH, as("reader", "If-None-Match", etag)).statusCode()).isEqualTo(304);
		assertThat(full.headers().firstValue("Vary").orElseThrow()).contains("Authorization");
		assertThat(feishu.calls()).hasSize(1);
	}

	@Test
	void masksMobileNumbersInBatchesWithoutTheContactScope() {
		String path = "/talents/interviews?talentId=6949805467799537964";
		HttpResponse<String> masked = get(path, as("reader"));
		HttpResponse<String> full = get(path, as("recruiter"));
		assertThat(masked.body()).contains("133****3333").doesNotContain("13333333333");
		assertThat(full.body()).contains("13333333333");
		assertThat(full.headers().firstValue("ETag")).isNotEqualTo(masked.headers().firstValue("ETag"));
	}

	@Test
	void returnsDifferentEtagsForMaskedAndUnmaskedResponses() {
		assertThat(get("/talents/7100000000000000010/interviews", as("reader")).headers().firstValue("ETag"))
			.isNotEqualTo(get("/talents/7100000000000000010/interviews", as("recruiter")).headers().firstValue("ETag"));
	}

	@Test
	void servesPublicPathsWithoutCredentials() {
		for (String path : new String[] { "/", "/v3/api-docs", "/swagger-ui/index.html", "/livez" }) {
			HttpResponse<String> answer = get(path);
			assertThat(answer.headers().firstValue("Cache-Control").orElse("")).doesNotContain("public");
			assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
			assertThat(answer.headers().firstValue("X-Frame-Options")).hasValue("DENY");
			assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
			assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
				.contains("frame-ancestors 'none'");
			assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
		}
	}

	@Test
	void sendsSecurityHeadersWithEveryResponse() {
		for (HttpResponse<String> answer : List.of(get(PATH), get(PATH, as("nobody")), get("/talents//x"))) {
			assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
			assertThat(answer.headers().allValues("Cache-Control")).singleElement().asString().doesNotContain("public");
		}
	}

}
