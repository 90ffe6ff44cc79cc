package io.feishuinterviews.cache;

import java.time.Duration;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.interview.JobLevelIdType;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.UserIdType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is kept, for how long, and how it is shared.
 */
class CacheIntegrationTests extends IntegrationTest {

	@Test
	void makesOneTokenCallAndOneDataCallForAnyNumberOfColdCallers() {
		feishu.answersTokenRequests(FeishuServer.json("""
				{"code":0,"tenant_access_token":"t","expire":7200}""").withFixedDelay(200));
		feishu.answers("t", FeishuServer.oneInterview("1").withFixedDelay(300));
		assertThat(getAtOnce(50, "/talents/t/interviews"))
			.allSatisfy((answer) -> assertThat(answer.statusCode()).isEqualTo(200));
		assertThat(feishu.tokenCalls()).hasSize(1);
		assertThat(feishu.calls("t")).hasSize(1);
	}

	@Test
	void asksAgainWhenTheAnswerIsNoLongerFresh() {
		feishu.answers("t", FeishuServer.oneInterview("1"));
		get("/talents/t/interviews");
		this.time.pass(Duration.ofSeconds(59));
		get("/talents/t/interviews");
		assertThat(feishu.calls("t")).hasSize(1);
		this.time.pass(Duration.ofSeconds(2));
		get("/talents/t/interviews");
		await().untilAsserted(() -> assertThat(feishu.calls("t")).hasSize(2));
	}

	@Test
	void keepsNoFailure() {
		feishu.answers("t", FeishuServer.error(400, 1002002));
		assertThat(get("/talents/t/interviews").statusCode()).isEqualTo(400);
		feishu.answers("t", FeishuServer.oneInterview("1"));
		this.time.pass(Duration.ofSeconds(1));
		assertThat(get("/talents/t/interviews").statusCode()).isEqualTo(200);
	}

	@Test
	void doesNotFailOthersWhenOneCallerGoesAway() {
		feishu.answers("t", FeishuServer.oneInterview("1").withFixedDelay(500));
		var goesAway = ask("/talents/t/interviews");
		var stays = ask("/talents/t/interviews");
		await().untilAsserted(() -> assertThat(feishu.calls("t")).hasSize(1));
		goesAway.cancel(true);
		assertThat(stays.join().statusCode()).isEqualTo(200);
		assertThat(feishu.calls("t")).hasSize(1);
	}

	@Test
	void isKnownToActuator() {
		feishu.answers("t", FeishuServer.oneInterview("1"));
		get("/talents/t/interviews");
		get("/talents/t/interviews");
		assertThat(
				json(get("/actuator/caches", as("operator"))).at("/cacheManagers/cacheManager/caches").propertyNames())
			.contains("interviews", "tenant-token");
		assertThat(json(get("/actuator/metrics/cache.gets?tag=cache:interviews&tag=result:hit", as("operator")))
			.at("/measurements/0/value")
			.asDouble()).isPositive();
	}

	@Test
	void isEvictedThroughSpring() {
		feishu.answers("t", FeishuServer.oneInterview("1"));
		get("/talents/t/interviews");
		this.caches.getCache("interviews").evict(new TalentQuery("t", UserIdType.OPEN_ID, JobLevelIdType.JOB_LEVEL_ID));
		get("/talents/t/interviews");
		assertThat(feishu.calls("t")).hasSize(2);
	}

}
