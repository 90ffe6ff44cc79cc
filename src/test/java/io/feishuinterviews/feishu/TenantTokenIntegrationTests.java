package io.feishuinterviews.feishu;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The tenant token as Feishu sees it used.
 */
class TenantTokenIntegrationTests extends IntegrationTest {

	@Test
	void isAskedForWithTheCredentials() {
		get("/talents/7100000000000000001/interviews");
		feishu.wireMock()
			.verify(1, postRequestedFor(anyUrl())
				.withRequestBody(equalToJson("{\"app_id\":\"cli_sandbox\",\"app_secret\":\"sandbox-secret\"}")));
	}

	@Test
	void isKeptUntilShortlyBeforeItExpires() {
		feishu.issues("a", 1900);
		serves("t", "a");
		assertThat(get("/talents/t/interviews").statusCode()).isEqualTo(200);
		feishu.issues("b", 7200);
		serves("t", "b");
		// past the minute that is left for calls under way
		this.time.pass(Duration.ofSeconds(1841));
		assertThat(get("/talents/t/interviews").statusCode()).isEqualTo(200);
		assertThat(tokens("t")).containsExactly("Bearer a", "Bearer b");
		assertThat(feishu.tokenCalls()).hasSize(2);
	}

	@Test
	void livesAsLongAsFeishuSaysHoweverShort() {
		feishu.issues("a", 10);
		serves("t", "a");
		get("/talents/t/interviews");
		this.time.pass(Duration.ofSeconds(100));
		get("/talents/t/interviews");
		assertThat(feishu.tokenCalls()).hasSizeGreaterThanOrEqualTo(2);
	}

	@Test
	void isRenewedInTheBackgroundInItsLast30MinutesWhileTheOldOneServes() {
		feishu.issues("old", 7200);
		serves("t", "old");
		get("/talents/t/interviews");
		this.time.pass(Duration.ofMinutes(89));
		get("/talents/t/interviews");
		assertThat(feishu.tokenCalls()).hasSize(1);

		feishu.answersTokenRequests(FeishuServer.json("""
				{"code":0,"tenant_access_token":"new","expire":7200}""").withFixedDelay(500));
		serves("t", "new");
		this.time.pass(Duration.ofMinutes(2));
		get("/talents/t/interviews");
		assertThat(tokens("t")).containsExactly("Bearer old", "Bearer old", "Bearer old");
		await().untilAsserted(() -> {
			this.time.pass(Duration.ofMinutes(1));
			get("/talents/t/interviews");
			assertThat(tokens("t")).contains("Bearer new");
		});
		assertThat(feishu.tokenCalls()).hasSize(2);
	}

	@Test
	void servesOnWhenItCannotBeRenewedAndIsNotAskedForAtEveryCall() {
		feishu.issues("old", 7200);
		serves("t", "old");
		get("/talents/t/interviews");
		feishu.answersTokenRequests(aResponse().withStatus(400));
		this.time.pass(Duration.ofMinutes(95));
		get("/talents/t/interviews");
		await().untilAsserted(() -> assertThat(feishu.tokenCalls()).hasSize(2));
		for (int i = 0; i < 5; i++) {
			feishu.answers("t" + i, "old", FeishuServer.oneInterview("1"));
			assertThat(get("/talents/t%d/interviews".formatted(i)).statusCode()).isEqualTo(200);
		}
		assertThat(feishu.tokenCalls()).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource({ "400, 99991663", "200, 99991663", "400, 99991664", "400, 99991665", "400, 99991671" })
	void isReplacedWhenFeishuRefusesItWithoutCallersNoticing(int status, int code) {
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
	void isAskedForOnceWhenManyHoldTheSameRefusedOne() {
		feishu.issues("revoked", 7200);
		feishu.answers("first", "revoked", FeishuServer.oneInterview("1"));
		get("/talents/first/interviews");
		// slowly, so that all of them ask meanwhile
		// meanwhile
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
	void isTriedTwiceNotForever() {
		var answer = get("/talents/error-99991663/interviews");
		assertThat(answer.statusCode()).isEqualTo(502);
		assertThat(feishu.calls("error-99991663")).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource({ "10003", "10014", "10015" })
	void isAMatterOfAccessWhenFeishuRefusesTheCredentials(int code) {
		feishu.answersTokenRequests(FeishuServer.json("{\"code\":%d,\"msg\":\"no\"}".formatted(code)));
		var answer = get("/talents/t/interviews");
		assertThat(answer.statusCode()).isEqualTo(502);
		assertThat(json(answer).get("code").asString()).isEqualTo("feishu-access");
		assertThat(json(answer).get("feishuCode").asInt()).isEqualTo(code);
	}

	private void serves(String talentId, String token) {
		feishu.answers(talentId, token, FeishuServer.oneInterview("1"));
	}

	private static List<String> tokens(String talentId) {
		return feishu.calls(talentId).stream().map((call) -> call.getHeader("Authorization")).toList();
	}

}
