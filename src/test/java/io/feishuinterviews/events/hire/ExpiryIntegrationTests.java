package io.feishuinterviews.events.hire;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import io.feishuinterviews.FeishuEvents;
import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.Sandbox;
import io.feishuinterviews.events.EventEffect;
import io.feishuinterviews.events.EventHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Feishu sends an event for a moved application, or for changed tags of a talent.
 */
@TestPropertySource(properties = { "feishu.events.encrypt-key=" + Sandbox.ENCRYPT_KEY,
		"feishu.events.verification-token=" + Sandbox.VERIFICATION_TOKEN })
class ExpiryIntegrationTests extends IntegrationTest {

	private static final String PATH = "/talents/t/interviews";

	private HireEvents events;

	@Autowired
	void setHandlers(List<EventHandler> handlers) {
		this.events = new HireEvents(handlers);
	}

	@BeforeEach
	void cachesATalent() {
		answer("first");
		assertInterview(get(PATH), "first", 0);
		answer("second");
		this.time.pass(Duration.ofSeconds(10));
		feishu.forgetCalls();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void requestAfterAnEventWaitsForFeishu(boolean byApplication) {
		EventEffect effect = expire(byApplication);
		assertThat(effect).isEqualTo(new EventEffect(EventEffect.Action.EXPIRED, List.of("t")));
		assertThat(feishu.calls()).as("the event alone causes no call").isEmpty();
		HttpResponse<String> answer = get(PATH);
		assertInterview(answer, "second", 0);
		assertThat(answer.headers().firstValue("Cache-Status")).hasValue("feishu-interviews; fwd=stale; stored");
		assertInterview(get(PATH), "second", 0);
		assertThat(feishu.calls("t")).hasSize(1);
	}

	@Test
	void requestAfterTheArrivalOfAnEventWaitsForFeishu() {
		String body = FeishuEvents.SANDBOX.encrypted(
				FeishuEvents.SANDBOX.event("e1", "hire.application.stage_changed_v1", "{\"application_id\":\"41\"}"));
		assertThat(post("/feishu/events", body, FeishuEvents.SANDBOX.headers(this.time.instant(), body)).statusCode())
			.isEqualTo(200);
		await().untilAsserted(() -> assertInterview(get(PATH), "second", 0));
	}

	@Test
	void concurrentRequestsMakeOneCall() {
		expire(true);
		assertThat(getAtOnce(20, PATH)).allSatisfy((answer) -> assertInterview(answer, "second", 0));
		assertThat(feishu.calls("t")).hasSize(1);
	}

	@Test
	void callsFeishuAgainAfterItsLag() {
		answer("first");
		expire(true);
		HttpResponse<String> lagging = get(PATH);
		assertInterview(lagging, "first", 0);
		assertThat(lagging.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
		answer("second");
		this.time.pass(Duration.ofMillis(4900));
		assertInterview(get(PATH), "first", 4);
		this.time.pass(Duration.ofMillis(100));
		HttpResponse<String> answer = get(PATH);
		assertInterview(answer, "second", 0);
		assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).startsWith("private, max-age=60");
		this.time.pass(Duration.ofSeconds(60));
		assertInterview(get(PATH), "second", 60);
		assertThat(feishu.calls("t")).hasSize(2);
	}

	@Test
	void callsFeishuAgainForATalentThatWasNotCached() {
		this.events.tagged("new");
		feishu.answers("new", FeishuServer.oneInterview("first"));
		assertInterview(get("/talents/new/interviews"), "first", 0);
		feishu.answers("new", FeishuServer.oneInterview("second"));
		this.time.pass(Duration.ofSeconds(5));
		assertInterview(get("/talents/new/interviews"), "second", 0);
	}

	@Test
	void callsFeishuAgainForATalentThatWasLoadedWhenItsApplicationMoved() {
		feishu.answers("slow", DeletionIntegrationTests.applications("51").withFixedDelay(500));
		var waits = ask("/talents/slow/interviews");
		await().until(() -> feishu.calls("slow").size() == 1);
		this.events.stageChanged("51");
		assertThat(waits.join().statusCode()).isEqualTo(200);
		feishu.answers("slow", DeletionIntegrationTests.applications("51", "52"));
		this.time.pass(Duration.ofSeconds(5));
		get("/talents/slow/interviews");
		assertThat(feishu.calls("slow")).hasSize(2);
	}

	@Test
	void requestAfterAnEventWaitsForFeishuIfARefreshBeforeTheEventHasFailed() {
		this.time.pass(Duration.ofMinutes(2));
		feishu.answers("t", FeishuServer.error(500, 1002001));
		assertInterview(get(PATH), "first", 130);
		await().until(() -> !feishu.calls("t").isEmpty());
		// waits for that refresh
		get(PATH, "Cache-Control", "max-age=30");
		answer("second");
		this.time.pass(Duration.ofSeconds(2));
		expire(true);
		assertInterview(get(PATH), "second", 0);
	}

	@Test
	void requestAfterAnEventWaitsForFeishuIfTheResponseIsYoungerThanASecond() {
		feishu.answers("young", FeishuServer.oneInterview("first"));
		assertInterview(get("/talents/young/interviews"), "first", 0);
		feishu.answers("young", FeishuServer.oneInterview("second"));
		this.time.pass(Duration.ofMillis(200));
		this.events.tagged("young");
		assertInterview(get("/talents/young/interviews"), "second", 0);
	}

	@Test
	void servesTheOldResponseIfFeishuFails() {
		expire(true);
		feishu.answers("t", FeishuServer.error(500, 1002001));
		HttpResponse<String> stale = get(PATH);
		assertInterview(stale, "first", 10);
		assertThat(stale.headers().firstValue("Cache-Status"))
			.hasValue("feishu-interviews; fwd=stale; fwd-status=500; detail=feishu-failure");
		assertThat(stale.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
		this.time.pass(Duration.ofHours(20));
		assertInterview(get(PATH), "first", 72010);
	}

	@ParameterizedTest
	@ValueSource(strings = { "only-if-cached", "max-stale", "only-if-cached, max-stale" })
	void servesTheOldResponseToARequestThatAcceptsIt(String directives) {
		expire(true);
		assertInterview(get(PATH, "Cache-Control", directives), "first", 10);
	}

	@Test
	void clientsDoNotReuseABatchWithAnExpiringTalent() {
		expire(true);
		HttpResponse<String> batch = get("/talents/interviews?talentId=t");
		assertThat(batch.body()).contains("\"id\":\"second\"");
		assertThat(batch.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
	}

	@Test
	void expiresANegativeResult() {
		feishu.answers("late", FeishuServer.error(400, 1002102));
		assertThat(get("/talents/late/interviews").statusCode()).isEqualTo(404);
		feishu.answers("late", FeishuServer.oneInterview("1"));
		this.time.pass(Duration.ofSeconds(2));
		assertThat(get("/talents/late/interviews").statusCode()).isEqualTo(404);
		this.events.tagged("late");
		assertInterview(get("/talents/late/interviews"), "1", 0);
	}

	@Test
	void eventsWithinASecondCountOnce() {
		this.events.stageChanged("41");
		assertInterview(get(PATH), "second", 0);
		this.time.pass(Duration.ofMillis(900));
		assertThat(this.events.stageChanged("41")).isEqualTo(EventEffect.NONE);
		assertInterview(get(PATH), "second", 0);
		assertThat(feishu.calls("t")).hasSize(1);
		this.time.pass(Duration.ofMillis(200));
		this.events.stageChanged("41");
		assertInterview(get(PATH), "second", 0);
		assertThat(feishu.calls("t")).hasSize(2);
	}

	@Test
	void manyEventsCauseNoCall() {
		for (int i = 0; i < 2000; i++) {
			this.events.stageChanged((i % 2 == 0) ? "41" : "unknown-" + i);
			this.events.tagged("talent-" + i);
		}
		assertThat(feishu.calls()).isEmpty();
		assertThat(feishu.wireMock().getAllServeEvents())
			.noneMatch((event) -> event.getRequest().getUrl().contains("/applications"));
		assertInterview(get(PATH), "second", 0);
	}

	private EventEffect expire(boolean byApplication) {
		return byApplication ? this.events.stageChanged("41") : this.events.tagged("t");
	}

	private static void answer(String id) {
		feishu.answers("t", FeishuServer.json("""
				{"code":0,"msg":"ok","data":{"items":[{"application_id":"41","interview_list":[{"id":"%s"}]}]}}"""
			.formatted(id)));
	}

	private static void assertInterview(HttpResponse<String> answer, String id, int age) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(json(answer).at("/interviews/0/id").asString()).isEqualTo(id);
		assertThat(answer.headers().firstValue("Age")).hasValue(String.valueOf(age));
	}

}
