package io.feishuinterviews.cache;

import java.net.http.HttpResponse;
import java.time.Duration;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
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

	@ParameterizedTest
	@CsvSource({ "contact:user.employee_id:readonly, 200", "corehr:person:read, 200", "hire:interview:readonly, 504",
			"'', 504" })
	void withholdsOnlyTheKindOfIdForWhichAScopeIsMissing(String scope, int others) {
		String userId = path("t") + "?userIdType=user_id";
		assertThat(get(userId).statusCode()).isEqualTo(200);
		feishu.wireMock()
			.stubFor(FeishuServer.dataCall("t")
				.withQueryParam("user_id_type", equalTo("user_id"))
				.willReturn(missingScope(scope)));
		this.time.pass(Duration.ofSeconds(700));
		assertAccessDenied(get(userId));
		assertThat(cached(userId)).isEqualTo(504);
		assertThat(cached(path("t"))).isEqualTo(others);
		assertThat(cached(path("other"))).isEqualTo(others);
	}

	@Test
	void servesAKindOfIdAgainOnceFeishuGrantsIt() {
		String kind = "?userIdType=people_admin_id";
		assertThat(get(path("t") + kind).statusCode()).isEqualTo(200);
		feishu.answers("t", missingScope("contact:user.employee_id:readonly"));
		this.time.pass(Duration.ofSeconds(700));
		assertAccessDenied(get(path("t") + kind));
		get(path("unseen"));
		assertThat(cached(path("t") + kind)).as("granted for open_id only").isEqualTo(504);
		feishu.answers("other", FeishuServer.oneInterview("second"));
		assertThat(get(path("other") + kind).statusCode()).isEqualTo(200);
		assertThat(cached(path("t") + kind)).isEqualTo(200);
	}

	@Test
	void withholdsNothingForADenialFromBeforeFeishuGrantedAccess() {
		feishu.answers("unseen", FeishuServer.error(400, 99991672));
		this.time.pass(Duration.ofSeconds(700));
		assertAccessDenied(get(path("unseen")));
		assertThat(cached(path("other"))).isEqualTo(504);
		feishu.answers("t", FeishuServer.oneInterview("second"));
		assertThat(get(path("t")).statusCode()).isEqualTo(200);
		assertAccessDenied(get(path("unseen")));
		assertThat(feishu.calls("unseen")).as("the failure was repeated").hasSize(1);
		assertThat(cached(path("other"))).isEqualTo(200);
	}

	private static ResponseDefinitionBuilder missingScope(String scope) {
		return FeishuServer
			.json("""
					{"code":99991679,"msg":"no","error":{"permission_violations":[{"type":"action","subject":"%s"}]}}"""
				.formatted(scope))
			.withStatus(400);
	}

	private int cached(String path) {
		return get(path, "Cache-Control", "only-if-cached").statusCode();
	}

	private static String path(String talent) {
		return "/talents/" + talent + "/interviews";
	}

	private static void assertAccessDenied(HttpResponse<String> answer) {
		assertProblem(answer, 502, "feishu-access");
	}

}
