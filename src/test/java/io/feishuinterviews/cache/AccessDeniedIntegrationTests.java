package io.feishuinterviews.cache;

import java.net.http.HttpResponse;
import java.time.Duration;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Feishu denies the app access, which is not an outage.
 */
class AccessDeniedIntegrationTests extends IntegrationTest {

	@BeforeEach
	void cachesTalents() {
		for (String talent : new String[] { "t", "other" }) {
			feishu.answers(talent, FeishuServer.oneInterview("first"));
			assertThat(get(path(talent)).statusCode()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@CsvSource({ "99991672, 661", "99991662, 700", "99991673, 86000", "99991401, 61" })
	void servesNoStaleResponseWhenFeishuDeniesAccess(int code, int age) {
		feishu.answersForAnyTalent(FeishuServer.error(400, code));
		this.time.pass(Duration.ofSeconds(age));
		// a first request may get the stale response during the call to Feishu
		get(path("t"));
		await().untilAsserted(() -> assertAccessDenied(get(path("t"))));
		for (String directives : new String[] { "max-stale", "max-stale=999999", "max-age=60", "no-store", "" }) {
			assertAccessDenied(get(path("t"), "Cache-Control", directives));
			assertAccessDenied(get(path("other"), "Cache-Control", directives));
		}
		for (String directives : new String[] { "only-if-cached", "only-if-cached, max-stale" }) {
			assertProblem(get(path("t"), "Cache-Control", directives), 504, "not-cached");
			assertProblem(get(path("other"), "Cache-Control", directives), 504, "not-cached");
		}
	}

	@Test
	void servesNoStaleResponseWhenTheSecretIsRejected() {
		feishu.answersTokenRequests(FeishuServer.error(400, 10014));
		this.time.pass(Duration.ofHours(3));
		assertAccessDenied(get(path("t")));
		assertAccessDenied(get(path("other")));
	}

	@Test
	void servesFreshResponsesWhileFeishuDeniesAccess() {
		feishu.answersForAnyTalent(FeishuServer.error(400, 99991672));
		assertAccessDenied(get(path("unseen")));
		this.time.pass(Duration.ofSeconds(60));
		assertThat(get(path("t")).statusCode()).isEqualTo(200);
	}

	@Test
	void servesStaleResponsesAgainOnceFeishuGrantsAccess() {
		feishu.answersForAnyTalent(FeishuServer.error(400, 99991672));
		this.time.pass(Duration.ofSeconds(700));
		assertAccessDenied(get(path("t")));
		feishu.answersForAnyTalent(FeishuServer.error(500, 1002001));
		this.time.pass(Duration.ofSeconds(31));
		assertProblem(get(path("t")), 502, "feishu-failure");
		feishu.answersForAnyTalent(FeishuServer.oneInterview("second"));
		this.time.pass(Duration.ofSeconds(31));
		assertThat(json(get(path("t"))).at("/interviews/0/id").asString()).isEqualTo("second");
		feishu.answersForAnyTalent(FeishuServer.error(500, 1002001));
		assertThat(json(get(path("other"))).at("/interviews/0/id").asString()).isEqualTo("first");
	}

	private static String path(String talent) {
		return "/talents/" + talent + "/interviews";
	}

	private static void assertAccessDenied(HttpResponse<String> answer) {
		assertProblem(answer, 502, "feishu-access");
	}

}
