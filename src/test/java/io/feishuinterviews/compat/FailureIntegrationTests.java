package io.feishuinterviews.compat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;

import com.github.tomakehurst.wiremock.http.Fault;
import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.Sandbox;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The error responses to SDKs.
 */
@Tag("slow")
@TestPropertySource(properties = { "interviews.security.anonymous-scopes=",
		"interviews.security.clients.patient.scopes=interviews:read",
		"interviews.security.clients.patient.requests-per-second=1",
		"resilience4j.timelimiter.instances.feishu.timeout-duration=500ms",
		"resilience4j.timelimiter.instances.feishu-deadline.timeout-duration=3s" })
class FailureIntegrationTests extends IntegrationTest {

	private static final String PATH = "/open-apis/hire/v1/interviews/get_by_talent";

	private static final String TOKEN = "/open-apis/auth/v3/tenant_access_token/internal";

	@DynamicPropertySource
	static void key(DynamicPropertyRegistry registry) {
		registry.add("interviews.security.clients.patient.key-sha256", () -> Sandbox.sha256(key("patient")));
	}

	@ParameterizedTest
	@CsvSource({ "1002102, 400", "1002208, 400", "1002801, 400", "1002216, 400", "1002002, 400", "1002003, 400",
			"99992402, 400", "9499, 400", "10003, 400", "99992351, 400", "99992361, 400", "99991672, 400",
			"99991676, 400", "99991679, 400", "99991662, 400", "99991673, 400", "99991401, 400", "99991403, 429",
			"99991406, 429", "99991400, 429", "1000004, 429", "1000005, 429", "1002001, 500", "2200, 500", "5000, 500",
			"10101, 500", "10500, 500" })
	void returnsFeishusCodes(int code, int status) {
		HttpResponse<String> answer = get(PATH + "?talent_id=error-" + code, as("reader"));
		FeishuFailures.assertFailure(answer, status, code);
		assertThat(json(answer).at("/error/log_id").asString()).startsWith("20261122140000");
	}

	@Test
	void returnsFeishusPermissionViolations() {
		HttpResponse<String> answer = get(PATH + "?talent_id=error-99991676", as("reader"));
		assertThat(json(answer).at("/error/permission_violations/0/subject").asString())
			.isEqualTo("hire:interview:readonly");
	}

	@Test
	void returnsFeishusMessages() {
		feishu.answers("t", FeishuServer
			.json("""
					{"code":1002102,"msg":"talent not exist, 人才不存在","error":{"log_id":"log","troubleshooter":"排查建议查看: https://open.feishu.cn/search?log_id=202611221400002F6D7EEE7DC6C4FD77A1"}}""")
			.withStatus(400));
		HttpResponse<String> answer = get(PATH + "?talent_id=t", as("reader"));
		FeishuFailures.assertFailure(answer, 400, 1002102);
		assertThat(json(answer).get("msg").asString()).isEqualTo("talent not exist, 人才不存在");
		assertThat(json(answer).at("/error/troubleshooter").asString()).startsWith("排查建议查看: https://open.feishu.cn/");
		assertThat(get("/talents/t/interviews", as("reader")).body()).doesNotContain("talent not exist",
				"troubleshooter", "https://open");
	}

	@ParameterizedTest
	@ValueSource(strings = { "call 13812345678", "call +86 138-1234-5678",
			"call \uff11\uff13\uff18\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18",
			"token t-7f1bcd13fc57d46bac21793a18e560 is wrong", "a\\nb", "a\\u001b[31m", "a\\u202eb", "" })
	void replacesUnsafeMessagesFromFeishu(String text) {
		feishu.answers("t", FeishuServer.json("""
				{"code":1002102,"msg":"%1$s","error":{"log_id":"log","troubleshooter":"%1$s"}}""".formatted(text)));
		HttpResponse<String> answer = get(PATH + "?talent_id=t", as("reader"));
		FeishuFailures.assertFailure(answer, 400, 1002102);
		assertThat(json(answer).get("msg").asString()).isEqualTo("The talent does not exist in Feishu.");
		assertThat(json(answer).at("/error/troubleshooter").isMissingNode()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 99991661, 99991663, 99991664, 99991665, 99991668, 99991671, 99991677 })
	void hidesFeishusErrorsAboutTheTenantToken(int code) {
		FeishuFailures.assertFailure(get(PATH + "?talent_id=error-" + code, as("reader")), 500, 1002001);
	}

	@ParameterizedTest
	@ValueSource(ints = { 10003, 10014, 10015 })
	void hidesFeishusErrorsAboutTheAppSecret(int code) {
		feishu.answersTokenRequests(FeishuServer.error(200, code));
		FeishuFailures.assertFailure(get(PATH + "?talent_id=1", as("reader")), 500, 1002001);
	}

	@ParameterizedTest
	@ValueSource(strings = { "error-html-502", "error-empty", "error-truncated", "error-reset", "error-garbage" })
	void returnsSystemErrorWhenFeishuIsDown(String talent) {
		FeishuFailures.assertFailure(get(PATH + "?talent_id=" + talent, as("reader")), 500, 1002001);
	}

	@Test
	void returnsSystemErrorWhenFeishuTimesOut() {
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1").withFixedDelay(1500));
		FeishuFailures.assertFailure(get(PATH + "?talent_id=1", as("reader")), 500, 1002001);
	}

	@Test
	void returnsRetryAfterWhileTheCircuitBreakerIsOpen() {
		feishu.answersForAnyTalent(aResponse().withFault(Fault.EMPTY_RESPONSE));
		IntStream.range(0, 12).forEach((i) -> get(PATH + "?talent_id=" + i, as("reader")));
		HttpResponse<String> answer = get(PATH + "?talent_id=last", as("reader"));
		FeishuFailures.assertFailure(answer, 429, 99991400);
		assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
		assertThat(answer.headers().firstValue("x-ogw-ratelimit-reset")).hasValue("5");
		assertThat(json(answer).get("msg").asString()).contains("failing");
	}

	@Test
	void returnsRetryAfterWhenTheQuotaIsExhausted() {
		get(PATH + "?talent_id=error-99991403", as("reader"));
		HttpResponse<String> answer = get(PATH + "?talent_id=another", as("reader"));
		FeishuFailures.assertFailure(answer, 429, 99991403);
		assertThat(answer.headers().firstValue("Retry-After")).hasValue("1800");
	}

	@Test
	void returnsFeishusCodesForRejectedCredentials() {
		FeishuFailures.assertFailure(get(PATH + "?talent_id=1"), 400, 99991661);
		FeishuFailures.assertFailure(get(PATH + "?talent_id=1", as("nobody")), 400, 99991663);
		FeishuFailures.assertFailure(get(PATH + "?talent_id=1", "Authorization", "Bearer "), 400, 99991663);
		HttpResponse<String> operator = get(PATH + "?talent_id=1", as("operator"));
		FeishuFailures.assertFailure(operator, 400, 99991672);
		assertThat(json(operator).get("msg").asString()).contains("interviews:read");
		assertThat(feishu.calls()).isEmpty();
	}

	@Test
	void returnsFeishusRateLimitCodeForTooManyRequests() {
		FeishuFailures.assertFailure(get(PATH, as("patient")), 400, 99992402);
		HttpResponse<String> answer = get(PATH, as("patient"));
		FeishuFailures.assertFailure(answer, 429, 99991400);
		assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
		assertThat(answer.headers().firstValue("x-ogw-ratelimit-reset")).hasValue("1");
	}

	@Test
	void returnsCode9499ForUnknownPaths() {
		FeishuFailures.assertFailure(get("/open-apis/hire/v1/interviews", as("reader")), 404, 9499);
		FeishuFailures.assertFailure(get("/open-apis/nothing", as("reader")), 404, 9499);
		for (String path : List.of("/open-apis/nothing", "/open-apis/", "//open-apis/im/v1/messages",
				"/open-apis/hire/v1/talents/1")) {
			FeishuFailures.assertFailure(get(path), 404, 9499);
			FeishuFailures.assertFailure(get(path, as("nobody")), 404, 9499);
			FeishuFailures.assertFailure(get(path, "Authorization", "Basic YTpi"), 404, 9499);
			FeishuFailures.assertFailure(get(path, as("operator")), 404, 9499);
			FeishuFailures.assertFailure(post(path, "{}"), 404, 9499);
		}
		HttpResponse<String> post = post(PATH, "{}", as("reader"));
		FeishuFailures.assertFailure(post, 405, 9499);
		assertThat(post.headers().firstValue("Allow")).hasValue("GET,HEAD,OPTIONS");
		FeishuFailures.assertFailure(get(TOKEN, as("reader")), 405, 9499);
		assertThat(
				send("GET " + PATH + "?talent_id=%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer "
						+ key("reader") + "\r\n\r\n"))
			.startsWith("HTTP/1.1 400")
			.contains("\"code\":9499");
		FeishuFailures.assertFailure(get("/open-apis//hire", as("reader")), 400, 9499);
		FeishuFailures.assertFailure(get(PATH, as("reader", "Content-Type", "none")), 400, 9499);
		FeishuFailures.assertFailure(post(TOKEN, "a".repeat(70_000)), 413, 9499);
	}

}
