package io.feishuinterviews.feishu;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.feishu.connection.FeishuProperties;
import io.feishuinterviews.feishu.connection.Secret;
import io.feishuinterviews.settings.ReloadableSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The tickets and tokens of a store app as Feishu sees them used.
 */
@Tag("slow")
class StoreAppTokenIntegrationTests extends StoreAppIntegrationTest {

	@Autowired
	private ReloadableSettings<FeishuProperties> secret;

	@Autowired
	private FeishuProperties properties;

	@Test
	void readsTheInterviewsOfEachTenantWithItsOwnToken() {
		pushTicket("k");
		feishu.answers("t", "t-acme-k", FeishuServer.oneInterview("of acme"));
		feishu.answers("t", "t-globex-k", FeishuServer.oneInterview("of globex"));
		assertThat(read("acme", "t").body()).contains("of acme");
		assertThat(read("globex", "t").body()).contains("of globex");
		assertThat(store.appTokenCalls()).hasSize(1);
		assertThat(store.tenantTokenCalls()).hasSize(2);
	}

	@Test
	void requestsOneAppTokenAndOneTokenPerTenantForManyColdCallers() {
		pushTicket("k");
		store.appTokenAnswers("k", FeishuServer.json("""
				{"code":0,"app_access_token":"a-k","expire":7200}""").withFixedDelay(300));
		for (int i = 0; i < 25; i++) {
			serves("t" + i, "t-acme-k");
			serves("t" + i, "t-globex-k");
		}
		var answers = IntStream.range(0, 50)
			.mapToObj((i) -> reading((i % 2 == 0) ? "acme" : "globex", "t" + i / 2))
			.toList();
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.join().statusCode()).isEqualTo(200));
		assertThat(store.appTokenCalls()).hasSize(1);
		assertThat(store.tenantTokenCalls()).hasSize(2);
	}

	@Test
	void returns503UntilTheTicketArrives() {
		serves("t", "t-acme-k");
		var answer = read("acme", "t");
		assertProblem(answer, 503, "feishu-unavailable");
		assertThat(json(answer).get("detail").asString()).contains("app ticket");
		assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 15L);
		assertThat(feishu.calls()).isEmpty();
		pushTicket("k");
		assertThat(read("acme", "t").statusCode()).isEqualTo(200);
	}

	@Test
	void requestsTheTicketOnceInTwoMinutes() {
		IntStream.range(0, 20)
			.mapToObj((i) -> reading("acme", "t" + i))
			.toList()
			.forEach((answer) -> assertThat(answer.join().statusCode()).isEqualTo(503));
		assertThat(store.resends()).hasSize(1);
		this.time.pass(Duration.ofMinutes(1));
		read("globex", "t");
		assertThat(store.resends()).hasSize(1);
		this.time.pass(Duration.ofMinutes(2));
		read("globex", "t");
		assertThat(store.resends()).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource({ "10014, 502, feishu-access", "10015, 502, feishu-access", "10016, 502, feishu-access" })
	void reportsWhyFeishuDoesNotPushTheTicket(int code, int status, String problem) {
		store.resendAnswers(FeishuServer.error(200, code));
		var answer = read("acme", "t");
		assertProblem(answer, status, problem);
		assertThat(json(answer).get("feishuCode").asInt()).isEqualTo(code);
		assertThat(json(read("globex", "t")).get("feishuCode").asInt()).isEqualTo(code);
		assertThat(store.resends()).hasSize(1);
		store.resendAnswers(FeishuServer.json("{\"code\":0,\"msg\":\"success\"}"));
		this.time.pass(Duration.ofSeconds(6));
		assertProblem(read("acme", "t"), 503, "feishu-unavailable");
		assertThat(store.resends()).hasSize(2);
	}

	@Test
	void renewsTheTokensInTheBackgroundInTheirLast30Minutes() {
		pushTicket("k");
		serves("t1", "t-acme-k");
		assertThat(read("acme", "t1").statusCode()).isEqualTo(200);
		store.issuesAppToken("k", "a-renewed");
		store.issuesTenantToken("a-k", "acme", "t-renewed");
		store.issuesTenantToken("a-renewed", "globex", "t-globex-renewed");
		this.time.pass(Duration.ofMinutes(89));
		serves("t2", "t-acme-k");
		read("acme", "t2");
		assertThat(store.tenantTokenCalls()).hasSize(1);
		this.time.pass(Duration.ofMinutes(2));
		serves("t3", "t-acme-k");
		assertThat(read("acme", "t3").statusCode()).isEqualTo(200);
		await().untilAsserted(() -> assertThat(store.appTokenCalls()).hasSize(2));
		await().untilAsserted(() -> assertThat(store.tenantTokenCalls()).hasSize(2));
		await().untilAsserted(() -> {
			String talent = "t" + feishu.calls().size() + "x";
			serves(talent, "t-acme-k");
			serves(talent, "t-renewed");
			read("acme", talent);
			assertThat(tokens(talent)).containsExactly("t-renewed");
		});
		await().until(() -> this.meters.get("feishu.app.token.age").timeGauge().value() == 0);
		serves("of-globex", "t-globex-renewed");
		assertThat(read("globex", "of-globex").statusCode()).isEqualTo(200);
		assertThat(store.appTokenCalls()).hasSize(2);
		assertThat(store.tenantTokenCalls()).hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(ints = { 99991663, 99991665 })
	void replacesTheTokenOfATenantAlone(int code) {
		pushTicket("k");
		serves("before", "t-acme-k");
		serves("before", "t-globex-k");
		read("acme", "before");
		read("globex", "before");
		feishu.answers("t", "t-acme-k", FeishuServer.error(400, code));
		store.issuesTenantToken("a-k", "acme", "t-another");
		serves("t", "t-another");
		assertThat(read("acme", "t").statusCode()).isEqualTo(200);
		assertThat(tokens("t")).containsExactly("t-acme-k", "t-another");
		assertThat(store.tenantTokenCalls()).hasSize(3);
		assertThat(store.appTokenCalls()).hasSize(1);
	}

	@Test
	void replacesTheAppTokenThatATokenRequestReveals() {
		pushTicket("k");
		serves("t", "t-acme-k");
		read("acme", "t");
		store.tenantTokenAnswers("a-k", "globex", FeishuServer.error(200, 99991664));
		store.issuesAppToken("k", "a-another");
		store.issuesTenantToken("a-another", "globex", "t-globex-another");
		serves("t", "t-globex-another");
		assertThat(read("globex", "t").statusCode()).isEqualTo(200);
		assertThat(store.appTokenCalls()).hasSize(2);
		assertThat(store.tenantTokenCalls()).hasSize(3);
	}

	@Test
	void replacesTheAppTokenThatADataCallReveals() {
		pushTicket("k");
		serves("before", "t-acme-k");
		read("acme", "before");
		feishu.answers("t", "t-acme-k", FeishuServer.error(400, 99991664));
		store.issuesAppToken("k", "a-another");
		store.issuesTenantToken("a-another", "acme", "t-another");
		serves("t", "t-another");
		assertThat(read("acme", "t").statusCode()).isEqualTo(200);
		assertThat(store.appTokenCalls()).hasSize(2);
	}

	@Test
	void usesTheTicketBeforeIfTheNewestIsRejected() {
		pushTicket("good");
		pushTicket("late");
		store.appTokenAnswers("late", FeishuServer.error(200, 10012));
		serves("t", "t-acme-good");
		assertThat(read("acme", "t").statusCode()).isEqualTo(200);
		assertThat(store.appTokenCalls()).hasSize(2);
		assertThat(store.resends()).isEmpty();
	}

	@Test
	void replacesATokenWhenTheAppTokenAndTheTicketAreRevokedToo() {
		pushTicket("old");
		serves("before", "t-acme-old");
		read("acme", "before");
		feishu.answers("t", "t-acme-old", FeishuServer.error(400, 99991663));
		store.tenantTokenAnswers("a-old", "acme", FeishuServer.error(200, 99991664));
		pushTicket("new");
		pushTicket("newest");
		store.appTokenAnswers("newest", FeishuServer.error(200, 10012));
		serves("t", "t-acme-new");
		assertThat(read("acme", "t").statusCode()).isEqualTo(200);
		assertThat(tokens("t")).containsExactly("t-acme-old", "t-acme-new");
	}

	@Test
	void reportsThatFeishuRejectsTheTicketAndTheOneBeforeIt() {
		double before = rejections();
		pushTicket("k");
		pushTicket("k2");
		for (String ticket : List.of("k", "k2")) {
			store.appTokenAnswers(ticket, FeishuServer.error(200, 10012));
		}
		// the first request causes the call, and the next ones get the same failure
		for (int i = 0; i < 3; i++) {
			var answer = read("acme", "t" + i);
			assertProblem(answer, 503, "feishu-unavailable");
			assertThat(json(answer).get("detail").asString())
				.startsWith("Feishu rejects the app ticket that it pushed last");
			assertThat(json(answer).get("feishuCode").asInt()).isEqualTo(10012);
			assertThat(json(answer).get("feishuLogId").asString()).isEqualTo("log-10012");
			assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 15L);
		}
		assertThat(json(get("/talents/t/interviews", as("globex"))).get("detail").asString())
			.startsWith("飞书不接受它最近推送的 app_ticket");
		assertThat(store.appTokenCalls()).hasSize(2);
		assertThat(store.resends()).hasSize(1);
		assertThat(rejections()).isEqualTo(before + 2);
		pushTicket("another");
		serves("t", "t-globex-another");
		assertThat(read("globex", "t").statusCode()).isEqualTo(200);
	}

	@Test
	void usesARejectedTicketThatIsPushedAgain() {
		pushTicket("k");
		store.appTokenAnswers("k", FeishuServer.error(200, 10012));
		assertProblem(read("acme", "t"), 503, "feishu-unavailable");
		pushTicket("k");
		serves("t", "t-acme-k");
		assertThat(read("acme", "t").statusCode()).isEqualTo(200);
	}

	@Test
	void doesNotRequestTheTicketAtOnceIfTheOnePushedAgainIsRejectedAgain() {
		for (int i = 0; i < 5; i++) {
			pushTicket("k");
			store.appTokenAnswers("k", FeishuServer.error(200, 10012));
			assertProblem(read("acme", "t"), 503, "feishu-unavailable");
		}
		assertThat(store.appTokenCalls()).hasSize(5);
		assertThat(store.resends()).hasSize(1);
	}

	private double rejections() {
		return this.meters.get("feishu.app.ticket.rejections").functionCounter().count();
	}

	@Test
	void requestsAnotherTicketIfTheOnlyOneIsRejected() {
		pushTicket("k");
		store.appTokenAnswers("k", FeishuServer.error(200, 10012));
		assertProblem(read("acme", "t"), 503, "feishu-unavailable");
		assertThat(store.resends()).hasSize(1);
		assertProblem(read("globex", "t"), 503, "feishu-unavailable");
		assertThat(store.appTokenCalls()).hasSize(1);
		pushTicket("another");
		serves("t", "t-acme-another");
		assertThat(read("acme", "t").statusCode()).isEqualTo(200);
	}

	@Test
	void namesTheCodeIfTheNextTokenIsRejectedToo() {
		pushTicket("k");
		feishu.answers("t", "t-acme-k", FeishuServer.error(400, 99991663));
		var answer = read("acme", "t");
		assertProblem(answer, 502, "feishu-failure");
		assertThat(json(answer).get("feishuCode").asInt()).isEqualTo(99991663);
		assertThat(feishu.calls("t")).hasSize(2);
		assertThat(store.appTokenCalls()).hasSize(1);
	}

	@Test
	void namesTheCodeIfTheNextAppTokenIsRejectedTooAndBacksOff() {
		pushTicket("k");
		store.tenantTokenAnswers("a-k", "acme", FeishuServer.error(200, 99991664));
		for (int i = 0; i < 10; i++) {
			var answer = read("acme", "t" + i);
			assertProblem(answer, 502, "feishu-failure");
			assertThat(json(answer).get("feishuCode").asInt()).isEqualTo(99991664);
		}
		assertThat(store.tenantTokenCalls()).hasSize(2);
		assertThat(store.appTokenCalls()).hasSize(2);
		serves("t", "t-globex-k");
		assertThat(read("globex", "t").statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(ints = { 10003, 10014, 10015 })
	void returnsFeishuAccessWhenTheCredentialsAreRejected(int code) {
		pushTicket("k");
		store.appTokenAnswers("k", FeishuServer.error(200, code));
		var answer = read("acme", "t");
		assertProblem(answer, 502, "feishu-access");
		assertThat(json(answer).get("feishuCode").asInt()).isEqualTo(code);
	}

	@Test
	void usesANewSecretWhileTheFormerOneIsRejected() throws Exception {
		pushTicket("k");
		store.appTokenAnswers("k", FeishuServer.error(200, 10015));
		assertProblem(read("acme", "t"), 502, "feishu-access");
		store.appTokenAnswers("other", "k", FeishuServer.json("""
				{"code":0,"app_access_token":"a-k","expire":7200}"""));
		assertThat(this.secret.apply(this.properties.withAppSecret(new Secret("other")))).isNotNull();
		serves("t", "t-acme-k");
		assertThat(read("acme", "t").statusCode()).isEqualTo(200);
		store.issuesTokensFor("k");
		assertThat(this.secret.apply(this.properties)).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ",\"app_ticket\":\"\"", ",\"app_ticket\":7", ",\"app_ticket\":\"two words\"" })
	void ignoresAnInvalidAppTicket(String ticket) {
		pushTicket("k");
		push("app_ticket", ticket);
		serves("t", "t-acme-k");
		assertThat(read("acme", "t").statusCode()).isEqualTo(200);
	}

	@Test
	void showsNeitherTicketNorTokenToCallersOrOperators() {
		pushTicket("k-secret");
		serves("t", "t-acme-k-secret");
		assertThat(read("acme", "t").body()).doesNotContain("k-secret");
		for (String endpoint : List.of("caches", "configprops", "env", "health", "metrics")) {
			assertThat(get("/actuator/" + endpoint, as("operator")).body()).as(endpoint).doesNotContain("k-secret");
		}
	}

}
