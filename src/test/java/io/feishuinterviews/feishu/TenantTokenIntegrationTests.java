package io.feishuinterviews.feishu;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The tenant token as Feishu sees it used.
 */
class TenantTokenIntegrationTests extends IntegrationTest {

	@Test
	void requestsTheTenantTokenWithTheCredentials() {
		get("/talents/7100000000000000001/interviews");
		feishu.wireMock()
			.verify(1, postRequestedFor(anyUrl())
				.withRequestBody(equalToJson("{\"app_id\":\"cli_sandbox\",\"app_secret\":\"sandbox-secret\"}")));
	}

	@ParameterizedTest
	@ValueSource(ints = { 10012, 10013, 10016, 11210, 20009, 99992500, 99992501 })
	void codesOfStoreAppsMeanNothingToACustomApp(int code) {
		feishu.answers("t", FeishuServer.error(400, code));
		assertUndocumented(code);
		assertThat(feishu.calls("t")).hasSize(1);
		this.time.passALongWhile();
		feishu.answersTokenRequests(FeishuServer.error(200, code));
		assertUndocumented(code);
		assertThat(feishu.calls("t")).hasSize(1);
	}

	private void assertUndocumented(int code) {
		HttpResponse<String> answer = get("/talents/t/interviews", "Accept-Language", "en");
		assertProblem(answer, 502, "feishu-failure");
		assertThat(json(answer).get("feishuCode").asInt()).isEqualTo(code);
		assertThat(json(answer).get("detail").asString()).contains("undocumented code");
		assertThat(json(answer).get("retryable").asBoolean()).isFalse();
	}

	@Test
	void cachesTheTenantTokenUntilShortlyBeforeItExpires() {
		feishu.issues("a", 7200);
		assertToken("a");
		feishu.issues("b", 7200);
		this.time.pass(Duration.ofSeconds(7200 - 61));
		assertToken("a");
		await().untilAsserted(() -> assertThat(feishu.tokenCalls()).hasSize(2));

		feishu.issues("c", 7200);
		// a minute is left for calls under way
		this.time.pass(Duration.ofMinutes(119));
		assertToken("c");
	}

	@Test
	void honoursAShortTenantTokenLifetime() {
		feishu.issues("a", 10);
		assertToken("a");
		feishu.issues("b", 10);
		this.time.pass(Duration.ofSeconds(9));
		assertToken("b");
	}

	@Test
	void renewsTheTenantTokenInTheBackgroundInItsLast30Minutes() {
		feishu.issues("old", 7200);
		assertToken("old");
		this.time.pass(Duration.ofMinutes(89));
		assertToken("old");
		assertThat(feishu.tokenCalls()).hasSize(1);

		feishu.answersTokenRequests(FeishuServer.json("""
				{"code":0,"tenant_access_token":"new","expire":7200}""").withFixedDelay(500));
		this.time.pass(Duration.ofMinutes(2));
		assertToken("old");
		await().untilAsserted(() -> assertToken("new"));
		assertThat(feishu.tokenCalls()).hasSize(2);
	}

	@Test
	void usesTheOldTenantTokenWhileRenewalFails() {
		feishu.issues("old", 7200);
		assertToken("old");
		feishu.answersTokenRequests(FeishuServer.error(200, 10014));
		this.time.pass(Duration.ofMinutes(95));
		assertToken("old");
		await().untilAsserted(() -> assertThat(feishu.tokenCalls()).hasSize(2));
		for (int i = 0; i < 5; i++) {
			assertToken("old");
		}
		assertThat(feishu.tokenCalls()).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource({ "400, 99991663", "200, 99991663", "400, 99991664", "400, 99991665", "400, 99991671", "400, 20013",
			"200, 20014" })
	void replacesARejectedTenantTokenAndReturns200(int status, int code) {
		feishu.issues("revoked", 7200);
		feishu.answers("t", FeishuServer.error(status, code));
		serves("other", "revoked");
		get("/talents/other/interviews");
		feishu.issues("good", 7200);
		serves("t", "good");
		assertThat(get("/talents/t/interviews").statusCode()).isEqualTo(200);
		assertThat(tokens("t")).containsExactly("Bearer revoked", "Bearer good");
	}

	@Test
	void requestsOneTenantTokenWhenManyCallsAreRejected() {
		feishu.issues("revoked", 7200);
		feishu.answers("first", "revoked", FeishuServer.oneInterview("1"));
		get("/talents/first/interviews");
		// slowly, so that all of them need a token before it arrives
		feishu.answersTokenRequests(FeishuServer.json("""
				{"code":0,"tenant_access_token":"good","expire":7200}""").withFixedDelay(300));
		for (int i = 0; i < 100; i++) {
			feishu.answers("t" + i, "revoked", FeishuServer.error(400, 99991663).withFixedDelay(100));
			serves("t" + i, "good");
		}
		var answers = IntStream.range(0, 100).mapToObj((i) -> ask("/talents/t%d/interviews".formatted(i))).toList();
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.join().statusCode()).isEqualTo(200));
		assertThat(feishu.tokenCalls()).hasSize(2);
	}

	@Test
	void retriesOnceWhenTheTenantTokenIsRejected() {
		var answer = get("/talents/error-99991663/interviews");
		assertThat(answer.statusCode()).isEqualTo(502);
		assertThat(feishu.calls("error-99991663")).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource({ "10003", "10014", "10015" })
	void returnsFeishuAccessWhenTheCredentialsAreRejected(int code) {
		feishu.answersTokenRequests(FeishuServer.json("{\"code\":%d,\"msg\":\"no\"}".formatted(code)));
		var answer = get("/talents/t/interviews");
		assertThat(answer.statusCode()).isEqualTo(502);
		assertThat(json(answer).get("code").asString()).isEqualTo("feishu-access");
		assertThat(json(answer).get("feishuCode").asInt()).isEqualTo(code);
	}

	@ParameterizedTest
	@CsvSource({ "10015, 3", "2200, 9" })
	void backsOffWhenTenantTokenRequestsFail(int code, int calls) {
		feishu.answersTokenRequests(FeishuServer.json("{\"code\":%d,\"msg\":\"no\"}".formatted(code)));
		for (int i = 0; i < 50; i++) {
			HttpResponse<String> answer = get("/talents/t%d/interviews".formatted(i));
			assertThat(answer.statusCode()).isEqualTo(502);
			assertThat(answer.headers().firstValue("Retry-After")).isPresent();
			this.time.pass(Duration.ofMillis(100));
		}
		// after 0, 1 and 3 s
		assertThat(feishu.tokenCalls()).hasSize(calls);
		assertThat(feishu.calls()).isEmpty();
	}

	@Test
	void requestsATenantTokenSoonAfterFeishuRecovers() {
		feishu.answersTokenRequests(FeishuServer.error(200, 10014));
		for (int i = 0; i < 100; i++) {
			get("/talents/t/interviews");
			this.time.pass(Duration.ofSeconds(1));
		}
		feishu.issues("a", 7200);
		this.time.pass(Duration.ofSeconds(5));
		assertToken("a");
	}

	/**
	 * Assert that a talent that was not requested yet is requested with this token.
	 */
	private void assertToken(String token) {
		String talentId = "t" + feishu.calls().size();
		feishu.answers(talentId, FeishuServer.oneInterview("1"));
		assertThat(get("/talents/%s/interviews".formatted(talentId)).statusCode()).isEqualTo(200);
		assertThat(tokens(talentId)).containsExactly("Bearer " + token);
	}

	private void serves(String talentId, String token) {
		feishu.answers(talentId, token, FeishuServer.oneInterview("1"));
	}

	private static List<String> tokens(String talentId) {
		return feishu.calls(talentId).stream().map((call) -> call.getHeader("Authorization")).toList();
	}

}
