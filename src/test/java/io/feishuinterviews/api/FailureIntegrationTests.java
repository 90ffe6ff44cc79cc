package io.feishuinterviews.api;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.http.Fault;
import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every failure of Feishu, and the response to callers.
 */
@Tag("slow")
@ExtendWith(OutputCaptureExtension.class)
class FailureIntegrationTests extends IntegrationTest {

	@ParameterizedTest
	@CsvSource({ "1002002, 400, invalid-request", "1002003, 400, invalid-request", "99992402, 400, invalid-request",
			"9499, 400, invalid-request", "10003, 400, invalid-request", "99992351, 400, invalid-request",
			"99992361, 400, invalid-request", "1002102, 404, talent-not-found", "1002208, 404, talent-not-found",
			"1002801, 404, talent-not-found", "1002216, 403, talent-confidential", "99991672, 502, feishu-access",
			"99991676, 502, feishu-access", "99991679, 502, feishu-access", "99991662, 502, feishu-access",
			"99991673, 502, feishu-access", "99991401, 502, feishu-access", "99991661, 502, feishu-failure",
			"99991668, 502, feishu-failure", "99991677, 502, feishu-failure" })
	void mapsPermanentFeishuCodesToProblemsWithoutRetry(int code, int status, String problem) {
		HttpResponse<String> answer = get("/talents/error-%d/interviews".formatted(code));
		assertProblem(answer, status, problem);
		assertThat(json(answer).get("feishuCode").asInt()).isEqualTo(code);
		assertThat(json(answer).get("feishuLogId").asString()).isNotBlank();
		assertThat(json(answer).get("retryable").asBoolean()).isFalse();
		assertThat(json(answer).get("instance").asString()).isEqualTo("/talents/error-%d/interviews".formatted(code));
		assertThat(feishu.calls()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "2200, 502, feishu-failure", "5000, 502, feishu-failure", "10101, 502, feishu-failure",
			"10500, 502, feishu-failure", "1002001, 502, feishu-failure", "1000004, 503, feishu-unavailable",
			"1000005, 503, feishu-unavailable", "1002001-http-200, 502, feishu-failure",
			"1002001-http-400, 502, feishu-failure", "html-502, 502, feishu-failure", "html-503, 502, feishu-failure",
			"html-504, 502, feishu-failure", "empty, 502, feishu-failure", "truncated, 502, feishu-failure",
			"content-type, 502, feishu-failure" })
	void retriesTransientFeishuFailuresThenReturnsTheProblem(String talent, int status, String problem) {
		HttpResponse<String> answer = get("/talents/error-%s/interviews".formatted(talent));
		assertProblem(answer, status, problem);
		assertThat(json(answer).get("retryable").asBoolean()).isTrue();
		assertRetryAfter(answer, 1);
		assertThat(feishu.calls()).hasSize(3);
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void returns502WhenTheConnectionToFeishuBreaks(Fault fault) {
		feishu.answers("t", aResponse().withFault(fault));
		assertProblem(get("/talents/t/interviews"), 502, "feishu-failure");
		assertThat(feishu.calls()).hasSizeLessThanOrEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "slow", "drip" })
	void returns504WhenFeishuTimesOut(String talent) {
		HttpResponse<String> answer = get("/talents/error-%s/interviews".formatted(talent));
		assertProblem(answer, 504, "feishu-timeout");
		assertThat(feishu.calls()).hasSizeBetween(2, 3);
	}

	@Test
	void returns200WhenARetrySucceeds() {
		assertThat(get("/talents/flaky/interviews").statusCode()).isEqualTo(200);
		assertThat(get("/talents/flaky-99991663/interviews").statusCode()).isEqualTo(200);
	}

	@Test
	void waitsForFeishusRateLimitResetBeforeRetrying() {
		long start = System.nanoTime();
		assertThat(get("/talents/flaky-99991400/interviews").statusCode()).isEqualTo(200);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void returns503WhenFeishusRateLimitOutlastsTheDeadline() {
		feishu.answers("t", FeishuServer.error(429, 99991400).withHeader("x-ogw-ratelimit-reset", "42"));
		HttpResponse<String> answer = get("/talents/t/interviews");
		assertProblem(answer, 503, "feishu-unavailable");
		assertRetryAfter(answer, 42);
		assertThat(feishu.calls()).hasSize(1);
	}

	@Test
	void returnsMissingScopesWhenFeishuDeniesAccess() {
		HttpResponse<String> answer = get("/talents/error-99991672/interviews");
		assertThat(json(answer).get("missingScopes").valueStream().map((scope) -> scope.asString()))
			.contains("hire:interview:readonly");
	}

	@Test
	void returns502WhenAFeishuResponseExceeds16Megabytes() {
		String start = "{\"code\":0,\"data\":{\"items\":[]},\"msg\":\"";
		int most = 16 * 1024 * 1024 - start.length() - 2;
		feishu.answers("large", FeishuServer.json(start + "x".repeat(most) + "\"}"));
		feishu.answers("larger", FeishuServer.json(start + "x".repeat(most + 1) + "\"}"));
		assertThat(get("/talents/large/interviews").statusCode()).isEqualTo(200);
		assertProblem(get("/talents/larger/interviews"), 502, "feishu-failure");
		assertThat(feishu.calls("larger")).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"msg\":\"ok\"}", "{\"code\":null}", "[]", "null",
			"{\"code\":0,\"data\":{\"items\":[{\"interview_list\":\"\u0000\"}]}}" })
	void returns502WhenFeishusJsonIsNotAsDocumented(String body) {
		feishu.answers("t", FeishuServer.json(body));
		assertProblem(get("/talents/t/interviews"), 502, "feishu-failure");
	}

	@Test
	void returns502WithTheCodeWhenTheFeishuCodeIsUndocumented() {
		feishu.answers("t", FeishuServer.error(400, 1234567));
		HttpResponse<String> answer = get("/talents/t/interviews");
		assertProblem(answer, 502, "feishu-failure");
		assertThat(json(answer).get("feishuCode").asInt()).isEqualTo(1234567);
	}

	@Test
	void doesNotRepeatUnsafeTextFromFeishu() {
		feishu.answers("t", FeishuServer.json("""
				{"code":99992402,"msg":"x","error":{"log_id":"a\\nINJECTED","field_violations":[{"field":"<b>"}]}}"""));
		HttpResponse<String> answer = get("/talents/t/interviews");
		assertProblem(answer, 400, "invalid-request");
		assertThat(answer.body()).doesNotContain("INJECTED", "<b>");
	}

	@Test
	void cachesTalentNotFoundFor30Seconds() {
		for (int i = 0; i < 3; i++) {
			assertProblem(get("/talents/error-1002102/interviews"), 404, "talent-not-found");
			this.time.pass(Duration.ofSeconds(10));
		}
		assertThat(feishu.calls()).hasSize(1);
		this.time.pass(Duration.ofSeconds(1));
		get("/talents/error-1002102/interviews");
		assertThat(feishu.calls()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 99991403, 99991406 })
	void stopsCallingFeishuWhenTheMonthlyQuotaIsExhausted(int code) {
		feishu.answers("good", FeishuServer.oneInterview("1"));
		feishu.answers("quota", FeishuServer.error(503, code).withHeader("Retry-After", "2"));
		assertRetryAfter(get("/talents/quota/interviews"), 1800);
		assertThat(feishu.calls("quota")).hasSize(1);
		HttpResponse<String> answer = get("/talents/good/interviews");
		assertProblem(answer, 503, "feishu-quota");
		assertRetryAfter(answer, 1800);
		this.time.pass(Duration.ofMinutes(10));
		assertRetryAfter(get("/talents/good/interviews"), 1200);
		assertThat(feishu.calls("good")).isEmpty();
		this.time.pass(Duration.ofMinutes(20).plusSeconds(1));
		assertThat(get("/talents/good/interviews").statusCode()).isEqualTo(200);
		assertThat(get("/talents/7100000000000000001/interviews").statusCode()).isEqualTo(200);
	}

	@Test
	void opensTheCircuitBreakerWhenFeishuFailsAndClosesItAfterRecovery() {
		feishu.answers("good", FeishuServer.oneInterview("1"));
		// with the call for the token these are ten
		for (int i = 0; i < 9; i++) {
			feishu.answers("bad-" + i, FeishuServer.error(500, 1002001));
			get("/talents/bad-%d/interviews".formatted(i));
		}
		assertThat(this.breakers.circuitBreaker("feishu").getState()).isEqualTo(State.OPEN);
		// three each, and one for the last, which opened the breaker
		assertThat(feishu.calls()).hasSize(25);
		HttpResponse<String> answer = get("/talents/good/interviews");
		assertProblem(answer, 503, "feishu-unavailable");
		assertRetryAfter(answer, 5);
		assertThat(feishu.calls()).hasSize(25);

		this.time.pass(Duration.ofSeconds(6));
		assertThat(get("/talents/good/interviews").statusCode()).isEqualTo(200);
		assertThat(get("/talents/7100000000000000001/interviews").statusCode()).isEqualTo(200);
		assertThat(get("/talents/7100000000000000002/interviews").statusCode()).isEqualTo(200);
		assertThat(this.breakers.circuitBreaker("feishu").getState()).isEqualTo(State.CLOSED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "error-1002002", "error-1002102", "error-1002216", "error-99991672", "error-99991663" })
	void doesNotCountClientErrorsInTheCircuitBreaker(String talent) {
		for (int i = 0; i < 15; i++) {
			get("/talents/%s/interviews".formatted(talent));
			this.time.pass(Duration.ofMinutes(1));
		}
		assertThat(this.breakers.circuitBreaker("feishu").getState()).isEqualTo(State.CLOSED);
		assertThat(this.breakers.circuitBreaker("feishu").getMetrics().getNumberOfFailedCalls()).isZero();
	}

	@Test
	void makesAtMostThreeCallsPerRequestWhenTheTenantTokenIsRejected() {
		feishu.issues("revoked", 7200);
		feishu.answers("t", FeishuServer.error(500, 1002001));
		feishu.answers("t", "revoked", FeishuServer.error(400, 99991663));
		feishu.answers("other", FeishuServer.oneInterview("1"));
		get("/talents/other/interviews");
		feishu.issues("good", 7200);
		assertProblem(get("/talents/t/interviews"), 502, "feishu-failure");
		assertThat(feishu.calls("t")).hasSize(3);
	}

	@Test
	void doesNotCountRedirectsInTheCircuitBreaker() {
		feishu.answers("t", aResponse().withStatus(302));
		for (int i = 0; i < 15; i++) {
			assertProblem(get("/talents/t/interviews"), 502, "feishu-failure");
		}
		assertThat(this.breakers.circuitBreaker("feishu").getState()).isEqualTo(State.CLOSED);
	}

	@Test
	void limitsCallsForManyRequestsWhenFeishuFails() {
		for (int i = 0; i < 100; i++) {
			feishu.answers("t" + i, FeishuServer.error(500, 1002001));
			get("/talents/t%d/interviews".formatted(i));
		}
		assertThat(feishu.calls()).hasSize(25);
	}

	@Test
	void retriesTokenRequestsAndCountsThemInTheCircuitBreakerOnce() {
		feishu.answersTokenRequests(FeishuServer.json("{\"code\":2200,\"msg\":\"busy\"}"));
		HttpResponse<String> answer = get("/talents/t/interviews");
		assertProblem(answer, 502, "feishu-failure");
		assertThat(feishu.tokenCalls()).hasSize(3);
		assertThat(this.breakers.circuitBreaker("feishu").getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
		assertThat(feishu.calls()).isEmpty();
	}

	@Test
	void logsEachFeishuFailureInOneLineWithTheLogId(CapturedOutput output) {
		get("/talents/error-html-502/interviews");
		get("/talents/error-99991672/interviews");
		assertThat(lines(output, "error-html-502")).hasSize(1);
		assertThat(lines(output, "error-99991672")).singleElement()
			.satisfies((line) -> assertThat(line).contains("99991672", "log id 2026", "hire:interview:readonly"));
		assertThat(output).doesNotContain("\tat ").doesNotContain("Exception");
	}

	private static void assertRetryAfter(HttpResponse<String> answer, int seconds) {
		assertThat(answer.headers().firstValue("Retry-After")).hasValue(String.valueOf(seconds));
		assertThat(json(answer).get("retryAfter").asInt()).isEqualTo(seconds);
		assertThat(json(answer).get("retryable").asBoolean()).isTrue();
	}

	private static Stream<String> lines(CapturedOutput output, String text) {
		return output.getOut().lines().filter((line) -> line.contains(text) && !line.contains("interviews.audit"));
	}

	@ParameterizedTest
	@CsvSource({ "/talents, 404, no-such-path", "/talents/a/b/interviews, 404, no-such-path",
			"/error, 404, no-such-path", "/actuator/nothing, 404, no-such-path" })
	void returnsAProblemForUnknownPaths(String path, int status, String problem, CapturedOutput output) {
		HttpResponse<String> answer = get(path);
		assertProblem(answer, status, problem);
		assertThat(json(answer).get("instance").asString()).isEqualTo(path);
		assertThat(output).doesNotContain("\tat ").doesNotContain("Exception");
	}

	@Test
	void returns406WhenAcceptExcludesJson() {
		assertProblem(get("/talents/t/interviews", "Accept", "text/html"), 406, "not-acceptable");
		assertProblem(get("/talents/a.b/interviews", "Accept", "image/png"), 406, "not-acceptable");
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /talents/a|b/interviews HTTP/1.1\r\nHost: a\r\n\r\n",
			"GET /talents/%zz/interviews HTTP/1.1\r\nHost: a\r\n\r\n",
			"GET /talents/a%2Fb/interviews HTTP/1.1\r\nHost: a\r\n\r\n", "GET /talents/a HTTP/1.1\r\n\r\n",
			"GET /\\ HTTP/1.1\r\nHost: a\r\n\r\n",
			"POST /talents/t/interviews HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
			"GET / HTTP/9.9\r\nHost: a\r\n\r\n", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n" })
	void returnsAProblemWhenTomcatRejectsTheRequest(String request) {
		String answer = send(request);
		assertThat(answer).containsPattern("^HTTP/1.1 [45]\\d\\d")
			.contains("application/problem+json")
			.contains("urn:feishu-interviews:problem:", "X-Request-Id: ", "\"requestId\"")
			.doesNotContainIgnoringCase("<html")
			.doesNotContain("Tomcat");
	}

}
