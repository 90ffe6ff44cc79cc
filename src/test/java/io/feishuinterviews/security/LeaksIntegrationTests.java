package io.feishuinterviews.security;

import java.util.List;

import io.feishuinterviews.FeishuEvents;
import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.Sandbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Everything that nobody may see is planted here, and everything that the service prints
 * or answers is searched for it.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = { "logging.level.root=debug",
		// tells of the test's own requests, too
		"logging.level.jdk.internal.httpclient.debug=off", "logging.level.io.feishuinterviews=trace",
		"logging.level.interviews=trace", "management.endpoints.web.exposure.include=*",
		"feishu.events.encrypt-key=" + LeaksIntegrationTests.ENCRYPT_KEY,
		"feishu.events.verification-token=" + LeaksIntegrationTests.VERIFICATION_TOKEN,
		// as no operator should
		"management.endpoint.env.show-values=always", "management.endpoint.configprops.show-values=always",
		"spring.security.oauth2.resourceserver.jwt.jwk-set-uri=http://127.0.0.1:1/nobody" })
class LeaksIntegrationTests extends IntegrationTest {

	static final String ENCRYPT_KEY = "canary-encrypt-key";

	static final String VERIFICATION_TOKEN = "canary-verification-token";

	private static final String FEEDBACK = "canary-feedback";

	private static final String NUMBER = "13912345678";

	private static final String SPACED_NUMBER = "139 1234 5678";

	private static final String TOKEN = "t-canary-token";

	private static final String WRONG_KEY = "canary-wrong-key";

	private static final String ANSWER = """
			{"code":0,"msg":"ok","data":{"items":[{"application_id":"1","interview_list":[{"id":"2",\
			"contact_mobile":"%s","remark":"%2$s-remark %3$s","creator":{"id":"3","name":{"zh_cn":"%2$s-name"}},\
			"interview_record_list":[{"id":"4","content":"%2$s","interview_score":{"zh_description":"%2$s-score"},\
			"question_list":[{"id":"5","content":"%2$s-question","title":{"zh_cn":"%2$s-title"}}]}]}]}]}}"""
		.formatted(NUMBER, FEEDBACK, SPACED_NUMBER);

	@DynamicPropertySource
	static void key(DynamicPropertyRegistry registry) {
		registry.add("interviews.security.clients.canary.key-sha256", () -> Sandbox.sha256("canary-key"));
		registry.add("interviews.security.clients.canary.scopes", () -> "interviews:read,interviews:contact,ops");
	}

	@AfterAll
	static void beQuietAgain(@Autowired LoggingSystem logging) {
		logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
		logging.setLogLevel("io.feishuinterviews", null);
	}

	@Test
	void neitherLogsNorResponsesContainSecretsOrPersonalData(CapturedOutput output) {
		feishu.issues(TOKEN, 7200);
		feishu.answers("known", FeishuServer.json(ANSWER));
		feishu.answers("broken", FeishuServer.json(ANSWER.substring(0, ANSWER.length() - 4)));
		feishu.answers("wrong-type", FeishuServer.json(ANSWER.replace("\"2\"", "{\"a\":\"" + FEEDBACK + "\"}")));
		feishu.answers("refused", FeishuServer.json(ANSWER.replace("\"code\":0", "\"code\":1002001")).withStatus(500));
		feishu.answers("html", FeishuServer.json("<html>" + FEEDBACK + NUMBER).withHeader("Content-Type", "text/html"));
		assertThat(get("/talents/known/interviews", as("canary")).body()).contains(FEEDBACK, NUMBER);
		assertThat(get("/talents/interviews?talentId=known&talentId=broken", as("canary")).body()).contains(FEEDBACK);
		// is answered, without what is of another type
		assertThat(get("/talents/wrong-type/interviews", as("canary")).body()).contains(NUMBER).doesNotContain("\"a\"");

		StringBuilder said = new StringBuilder();
		for (String talent : List.of("broken", "refused", "html", "error-slow", "error-reset")) {
			said.append(get("/talents/" + talent + "/interviews", as("canary")).body());
		}
		said.append(get("/talents/known/interviews", "Authorization", "Bearer " + WRONG_KEY).body());
		said.append(get("/talents/known/interviews", "Authorization", "Basic " + WRONG_KEY).body());
		said.append(get("/talents/known/interviews", "Authorization", "Bearer eyJhbGciOiJSUzI1NiJ9." + WRONG_KEY + ".a")
			.body());
		// Tomcat rejects or ignores these, and would log them
		for (String header : List.of("Authorization: Bearer " + WRONG_KEY + "\u0001",
				"Cookie: session=" + WRONG_KEY + "\u00e9", "Cookie: =" + WRONG_KEY + ";\u0001", WRONG_KEY + " : a",
				"Host: " + WRONG_KEY + "\\")) {
			said.append(
					send("GET /nothing HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\nConnection: close\r\n\r\n"));
		}
		said.append(send("GET /nothing?access_token={" + WRONG_KEY
				+ "} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
		String byTalent = "/open-apis/hire/v1/interviews/get_by_talent?job_level_id_type=job_level_id&talent_id=";
		assertThat(get(byTalent + "known", as("canary")).body()).contains(FEEDBACK, NUMBER);
		assertThat(get(byTalent + "known").body()).contains(FEEDBACK, "139****5678")
			.doesNotContain(NUMBER, SPACED_NUMBER);
		for (String talent : List.of("broken", "refused", "html")) {
			said.append(get(byTalent + talent, as("canary")).body());
		}
		said.append(get(byTalent + "known", "Authorization", "Bearer " + WRONG_KEY).body());
		String token = "/open-apis/auth/v3/tenant_access_token/internal";
		assertThat(post(token, "{\"app_id\":\"canary\",\"app_secret\":\"canary-key\"}").body())
			.contains("\"tenant_access_token\":\"canary-key\"");
		for (String body : List.of("{\"app_id\":\"canary\",\"app_secret\":\"%s\"}", "{\"app_secret\":\"%s\"}",
				"{\"app_secret\":\"%s\"", "app_secret=%s")) {
			said.append(post(token, body.formatted(WRONG_KEY)).body());
		}
		FeishuEvents events = new FeishuEvents(ENCRYPT_KEY, VERIFICATION_TOKEN, Sandbox.APP_ID);
		String event = events.event("event-of-the-test", "hire.talent.deleted_v1",
				"{\"talent_id\":\"gone\",\"a\":\"%s%s\"}".formatted(FEEDBACK, NUMBER));
		for (String body : List.of(events.encrypted(event), event,
				events.encrypted(event.replace("\"token\"", "\"x\"")), events.encrypted(event + FEEDBACK),
				events.encrypted(event.replace(Sandbox.APP_ID, FEEDBACK)))) {
			said.append(post("/feishu/events", body, events.headers(this.time.instant(), body)).body());
			said.append(post("/feishu/events", body).body());
		}
		String masked = get("/talents/known/interviews").body();
		assertThat(masked).contains("139****5678", "139 **** 5678").doesNotContain(NUMBER, SPACED_NUMBER);
		for (String endpoint : List.of("env", "configprops", "beans", "caches", "metrics", "prometheus", "mappings",
				"conditions", "loggers", "scheduledtasks", "health", "info", "threaddump", "circuitbreakers",
				"circuitbreakerevents", "retryevents", "bulkheads", "httpexchanges", "sbom")) {
			said.append(get("/actuator/" + endpoint, as("canary")).body());
		}
		for (String meter : List.of("interviews.answers", "http.server.requests", "http.client.requests",
				"resilience4j.retry.calls", "cache.gets")) {
			said.append(get("/actuator/metrics/" + meter, as("canary")).body());
		}
		assertThat(said).contains("key-sha256", "feishu.app-secret", "resilience4j_circuitbreaker_state");
		get("/talents/known/interviews", as("canary", "X-Request-Id", "the-last"));
		await().untilAsserted(() -> assertThat(output).contains("request=the-last"));
		said.append(output.getAll());
		assertThat(said).contains("interviews.audit", "get_by_talent").contains(" DEBUG ");
		for (String secret : List.of(FEEDBACK, NUMBER, SPACED_NUMBER, TOKEN, WRONG_KEY, "canary-key",
				Sandbox.sha256("canary-key"), Sandbox.APP_SECRET, ENCRYPT_KEY, VERIFICATION_TOKEN)) {
			assertThat(said.indexOf(secret)).as(() -> around(said, secret)).isNegative();
		}
	}

	private static String around(StringBuilder said, String secret) {
		int at = said.indexOf(secret);
		return said.substring(Math.max(0, at - 300), Math.min(said.length(), at + 100));
	}

}
