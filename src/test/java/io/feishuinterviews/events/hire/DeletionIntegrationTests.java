package io.feishuinterviews.events.hire;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.feishuinterviews.FeishuEvents;
import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.Sandbox;
import io.feishuinterviews.events.EventEffect;
import io.feishuinterviews.events.EventHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Feishu sends an event for a deleted talent or application.
 */
@Tag("slow")
@TestPropertySource(properties = { "feishu.events.encrypt-key=" + Sandbox.ENCRYPT_KEY,
		"feishu.events.verification-token=" + Sandbox.VERIFICATION_TOKEN })
class DeletionIntegrationTests extends IntegrationTest {

	private static final List<String> KINDS = List.of("", "?userIdType=union_id",
			"?userIdType=people_admin_id&jobLevelIdType=people_admin_job_level_id");

	private HireEvents events;

	@Autowired
	void setHandlers(List<EventHandler> handlers) {
		this.events = new HireEvents(handlers);
	}

	@BeforeEach
	void cachesTalents() {
		feishu.answers("both", applications("11", "12"));
		feishu.answers("one", applications("12"));
		feishu.answers("other", applications("13"));
		for (String kind : KINDS) {
			get("/talents/both/interviews" + kind);
		}
		get("/talents/one/interviews");
		get("/talents/other/interviews");
		this.time.pass(Duration.ofSeconds(10));
		feishu.forgetCalls();
	}

	@Test
	void purgesADeletedTalentForAllKindsOfId() {
		assertThat(this.events.talentDeleted("both"))
			.isEqualTo(new EventEffect(EventEffect.Action.PURGED, List.of("both")));
		assertThat(KINDS).allSatisfy((kind) -> assertThat(cached("both", kind)).isEqualTo(504));
		assertThat(cached("one", "")).isEqualTo(200);
		feishu.answersForAnyTalent(FeishuServer.error(500, 1002001));
		feishu.answers("both", FeishuServer.error(500, 1002001));
		assertProblem(get("/talents/both/interviews"), 502, "feishu-failure");
		assertProblem(get("/talents/both/interviews", "Cache-Control", "max-stale"), 502, "feishu-failure");
	}

	@Test
	void purgesADeletedTalentWhenTheEventArrives() {
		String body = FeishuEvents.SANDBOX
			.encrypted(FeishuEvents.SANDBOX.event("e1", "hire.talent.deleted_v1", "{\"talent_id\":\"both\"}"));
		assertThat(post("/feishu/events", body, FeishuEvents.SANDBOX.headers(this.time.instant(), body)).statusCode())
			.isEqualTo(200);
		await().until(() -> cached("both", "") == 504);
		assertThat(cached("one", "")).isEqualTo(200);
	}

	@Test
	void purgesAllTalentsWithADeletedApplication() {
		EventEffect effect = this.events.applicationsDeleted("99", "12");
		assertThat(effect.action()).isEqualTo(EventEffect.Action.PURGED);
		assertThat(effect.talentIds()).containsExactly("both", "one");
		assertThat(KINDS).allSatisfy((kind) -> assertThat(cached("both", kind)).isEqualTo(504));
		assertThat(cached("one", "")).isEqualTo(504);
		assertThat(cached("other", "")).isEqualTo(200);
		assertThat(feishu.calls()).isEmpty();
	}

	@Test
	void purgesATalentWhoseOnlyApplicationHasNoInterviews() {
		feishu.answers("t", FeishuServer.json("""
				{"code":0,"msg":"ok","data":{"items":[{"application_id":"31","interview_list":[]}]}}"""));
		get("/talents/t/interviews");
		assertThat(this.events.applicationsDeleted("31").talentIds()).containsExactly("t");
		assertThat(cached("t", "")).isEqualTo(504);
	}

	@Test
	void purgesATalentWhoseApplicationOnlyItsInterviewsName() {
		feishu.answers("t", FeishuServer.json("""
				{"code":0,"msg":"ok","data":{"items":[{"interview_list":[{"id":"1","application_id":"32"}]}]}}"""));
		get("/talents/t/interviews");
		this.events.applicationsDeleted("32");
		assertThat(cached("t", "")).isEqualTo(504);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void storesNoLoadThatIsUnderWay(boolean wholeTalent) {
		String application = "of-slow-" + wholeTalent;
		feishu.answers("slow", applications(application).withFixedDelay(1000));
		var waits = ask("/talents/slow/interviews");
		await().until(() -> feishu.calls("slow").size() == 1);
		if (wholeTalent) {
			this.events.talentDeleted("slow");
		}
		else {
			assertThat(this.events.applicationsDeleted(application)).isEqualTo(EventEffect.NONE);
		}
		assertThat(waits.join().statusCode()).isEqualTo(200);
		await().during(Duration.ofMillis(100)).until(() -> cached("slow", "") == 504);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void storesNoRefreshThatIsUnderWay(boolean wholeTalent) {
		feishu.answers("one", applications("12").withFixedDelay(1000));
		this.time.pass(Duration.ofSeconds(60));
		assertThat(get("/talents/one/interviews").statusCode()).isEqualTo(200);
		await().until(() -> feishu.calls("one").size() == 1);
		if (wholeTalent) {
			this.events.talentDeleted("one");
		}
		else {
			this.events.applicationsDeleted("12");
		}
		await().during(Duration.ofMillis(1500)).until(() -> cached("one", "") == 504);
	}

	/**
	 * Feishu's response lags behind its event.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void callsFeishuAgainForATalentThatWasLoadedJustAfterTheDeletion(boolean wholeTalent) {
		if (wholeTalent) {
			this.events.talentDeleted("one");
		}
		else {
			this.events.applicationsDeleted("12");
		}
		this.time.pass(Duration.ofSeconds(2));
		var lagging = get("/talents/one/interviews");
		assertThat(lagging.statusCode()).isEqualTo(200);
		assertThat(lagging.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
		assertThat(get("/talents/one/interviews").statusCode()).isEqualTo(200);
		assertThat(feishu.calls("one")).hasSize(1);
		feishu.answers("one", FeishuServer.error(500, 1002001));
		this.time.pass(Duration.ofSeconds(3));
		assertThat(cached("one", "")).isEqualTo(504);
		assertProblem(get("/talents/one/interviews", "Cache-Control", "max-stale"), 502, "feishu-failure");
		feishu.answers("one", FeishuServer.error(400, 1002102));
		this.time.pass(Duration.ofSeconds(31));
		assertProblem(get("/talents/one/interviews"), 404, "talent-not-found");
		assertProblem(get("/talents/one/interviews", "Cache-Control", "only-if-cached"), 404, "talent-not-found");
	}

	@Test
	void keepsWhatIsLoadedWithoutTheDeletedApplication() {
		this.events.applicationsDeleted("12");
		feishu.answers("both", applications("11"));
		this.time.pass(Duration.ofSeconds(1));
		get("/talents/both/interviews");
		this.time.pass(Duration.ofSeconds(6));
		get("/talents/both/interviews");
		feishu.answers("both", FeishuServer.error(500, 1002001));
		this.time.pass(Duration.ofHours(1));
		assertThat(get("/talents/both/interviews").statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{'talent_id':null}", "{'talent_id':''}", "{'talent_id':'a/b'}",
			"{'talent_id':{'a':1}}", "{'talent_id':['one']}", "{'talent_id':1.5}" })
	void ignoresAnOddTalent(String content) {
		assertThat(this.events.handle("hire.talent.deleted_v1", content)).isEqualTo(EventEffect.NONE);
		assertThat(cached("one", "")).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{'application_ids':null}", "{'application_ids':'12'}", "{'application_ids':{}}",
			"{'application_ids':[[],null,{},'','a b']}" })
	void ignoresOddApplications(String content) {
		assertThat(this.events.handle("hire.application.deleted_v1", content)).isEqualTo(EventEffect.NONE);
		assertThat(cached("one", "")).isEqualTo(200);
	}

	@Test
	void findsAnApplicationThatIsANumber() {
		this.events.handle("hire.application.deleted_v1", "{'application_ids':[13]}");
		assertThat(cached("other", "")).isEqualTo(504);
	}

	private int cached(String talentId, String kind) {
		return get("/talents/" + talentId + "/interviews" + kind, "Cache-Control", "only-if-cached").statusCode();
	}

	static ResponseDefinitionBuilder applications(String... ids) {
		List<String> items = Arrays.stream(ids)
			.map("{\"application_id\":\"%s\",\"interview_list\":[{\"id\":\"1\"}]}"::formatted)
			.toList();
		return FeishuServer
			.json("{\"code\":0,\"msg\":\"ok\",\"data\":{\"items\":[%s]}}".formatted(String.join(",", items)));
	}

}
