package io.feishuinterviews.events.hire;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.Instance;
import io.feishuinterviews.RedisProxy;
import io.feishuinterviews.RedisServer;
import io.feishuinterviews.TestTime;
import io.feishuinterviews.events.EventHandler;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An event that one instance receives applies to all instances and to Redis. One reaches
 * Redis over a network that may be cut.
 */
@Tag("redis")
@ExtendWith(OutputCaptureExtension.class)
class SharedEffectsIntegrationTests {

	private static final FeishuServer feishu = new FeishuServer();

	private static final TestTime time = new TestTime();

	private static RedisServer redis;

	private static RedisProxy network;

	private static Instance one;

	private static Instance other;

	private String talent;

	private String application;

	private Set<String> before;

	@BeforeAll
	static void start() {
		redis = new RedisServer();
		network = new RedisProxy(redis);
		one = instance(redis.url());
		other = instance(network.url());
	}

	@AfterAll
	static void stop() {
		List.of(one, other).forEach(Instance::close);
		network.close();
		redis.close();
	}

	private static Instance instance(String url) {
		return new Instance(feishu, time,
				Stream
					.concat(Stream.of(HireEvents.SETTINGS),
							Stream.of("--spring.data.redis.url=" + url, "--spring.data.redis.timeout=1s"))
					.toArray(String[]::new));
	}

	@BeforeEach
	void oneHasTheTalent(TestInfo test) {
		network.restore();
		awaitRedis("UP");
		this.talent = test.getTestMethod().orElseThrow().getName();
		this.application = "of-" + this.talent;
		answer("first");
		this.before = Set.copyOf(redis.keys());
		one.get(path());
		await().until(() -> entries().size() == 1);
		feishu.forgetCalls();
		time.pass(Duration.ofSeconds(10));
	}

	@Test
	void aDeletedTalentDisappearsFromAllInstancesAndFromRedis() {
		other.get(path());
		events(other).talentDeleted(this.talent);
		assertThat(cached(other)).isEqualTo(504);
		await().atMost(Duration.ofSeconds(5)).until(() -> cached(one) == 504);
		assertThat(entries()).isEmpty();
		feishu.answers(this.talent, FeishuServer.error(500, 1002001));
		assertThat(one.get(path()).statusCode()).isEqualTo(502);
	}

	@Test
	void aDeletedApplicationIsFoundInRedis() {
		assertThat(events(other).applicationsDeleted(this.application).talentIds()).containsExactly(this.talent);
		assertThat(cached(other)).isEqualTo(504);
		await().atMost(Duration.ofSeconds(5)).until(() -> cached(one) == 504);
		assertThat(entries()).isEmpty();
	}

	@Test
	void aDeletedApplicationIsFoundInTheMemoryOfAnotherInstance() {
		redis.keys()
			.stream()
			.filter((key) -> redis.cli("TYPE", key).equals("hash") && !key.contains("calls"))
			.forEach((key) -> redis.cli("DEL", key));
		assertThat(events(other).applicationsDeleted(this.application).talentIds()).isEmpty();
		await().atMost(Duration.ofSeconds(5)).until(() -> cached(one) == 504);
		await().atMost(Duration.ofSeconds(5)).until(() -> cached(other) == 504 && entries().isEmpty());
	}

	@Test
	void aDeletedApplicationIsFoundInAnEntryThatCameFromRedis() {
		other.get(path());
		assertThat(feishu.calls(this.talent)).isEmpty();
		network.cut();
		awaitRedis("DEGRADED");
		assertThat(events(other).applicationsDeleted(this.application).talentIds()).containsExactly(this.talent);
		assertThat(cached(other)).isEqualTo(504);
		network.restore();
		await().atMost(Duration.ofSeconds(30)).until(() -> cached(one) == 504);
	}

	@Test
	void theLogNamesOnceEachTalentOfAnEventThatRedisDoesNotKnow(CapturedOutput output) {
		other.get(path());
		network.cut();
		awaitRedis("DEGRADED");
		events(other).applicationsDeleted(this.application);
		events(other).talentDeleted(this.talent);
		assertThat(output.getOut().lines())
			.filteredOn((line) -> line.contains("Talent " + this.talent + " was removed from this instance"))
			.hasSize(1);
	}

	@Test
	void aDeletedApplicationIsFoundAfterAnEventWhileRedisIsDown() {
		network.cut();
		awaitRedis("DEGRADED");
		assertThat(events(other).applicationsDeleted(this.application).talentIds()).isEmpty();
		assertThat(cached(one)).isEqualTo(200);
		assertThat(pending()).isEqualTo(1);
		network.restore();
		await().atMost(Duration.ofSeconds(30)).until(() -> cached(one) == 504);
		await().atMost(Duration.ofSeconds(30)).until(() -> pending() == 0);
		assertThat(entries()).isEmpty();
	}

	@Test
	void aLoadOfAnotherInstanceThatBeganBeforeTheDeletionIsNotStored() {
		feishu.answers("slow", DeletionIntegrationTests.applications("of-slow").withFixedDelay(1500));
		var slow = one.ask("/talents/slow/interviews");
		await().until(() -> feishu.calls("slow").size() == 1);
		events(other).applicationsDeleted("of-slow");
		events(other).talentDeleted("slow");
		assertThat(slow.join().statusCode()).isEqualTo(200);
		await().pollDelay(Duration.ofMillis(500))
			.until(() -> one.get("/talents/slow/interviews", "Cache-Control", "only-if-cached").statusCode() == 504);
		assertThat(other.get("/talents/slow/interviews", "Cache-Control", "only-if-cached").statusCode())
			.isEqualTo(504);
	}

	@Test
	void anApplicationThatMovesExpiresTheTalentEverywhere() {
		answer("second");
		assertThat(events(other).stageChanged(this.application).talentIds()).containsExactly(this.talent);
		assertThat(feishu.calls()).isEmpty();
		await().atMost(Duration.ofSeconds(5)).until(() -> one.get(path()).body().contains("second"));
		assertThat(other.get(path()).body()).contains("second");
		assertThat(feishu.calls(this.talent)).hasSize(1);
	}

	@Test
	void anInstanceThatStartsLaterTakesNoExpiredEntryFromRedis() {
		answer("second");
		events(other).tagged(this.talent);
		try (Instance started = instance(redis.url())) {
			assertThat(started.get(path()).body()).contains("second");
		}
		assertThat(feishu.calls(this.talent)).hasSize(1);
	}

	@Test
	void anInstanceThatStartsLaterFallsBackToTheExpiredEntryInRedis() {
		feishu.answers(this.talent, FeishuServer.error(500, 1002001));
		events(other).tagged(this.talent);
		try (Instance started = instance(redis.url())) {
			HttpResponse<String> stale = started.get(path());
			assertThat(stale.body()).contains("first");
			assertThat(stale.headers().firstValue("Cache-Status").orElseThrow()).contains("detail=feishu-failure");
		}
	}

	@Test
	void allInstancesCallFeishuAgainAfterItsLag() {
		events(other).tagged(this.talent);
		await().atMost(Duration.ofSeconds(5)).until(() -> {
			one.get(path());
			return feishu.calls(this.talent).size() == 1;
		});
		await().until(() -> other.get(path(), "Cache-Control", "only-if-cached, no-store")
			.headers()
			.firstValue("Age")
			.equals(Optional.of("0")));
		other.get(path());
		answer("second");
		time.pass(Duration.ofSeconds(5));
		assertThat(other.get(path()).body()).contains("second");
		assertThat(feishu.calls(this.talent)).hasSize(2);
		await().until(() -> one.get(path()).body().contains("second"));
		assertThat(feishu.calls(this.talent)).hasSize(2);
	}

	@Test
	void aTalentExpiresEverywhereWhenRedisIsBack() {
		answer("second");
		network.cut();
		awaitRedis("DEGRADED");
		events(other).tagged(this.talent);
		assertThat(one.get(path()).body()).contains("first");
		network.restore();
		await().atMost(Duration.ofSeconds(30)).until(() -> one.get(path()).body().contains("second"));
	}

	@Test
	void aTalentThatFeishuDeniesInTheBackgroundDisappearsEverywhere() {
		other.get(path());
		feishu.answers(this.talent, FeishuServer.error(403, 1002216));
		time.pass(Duration.ofSeconds(61));
		assertThat(one.get(path()).statusCode()).isEqualTo(200);
		await().until(() -> cached(one) == 403 && cached(other) == 403);
		feishu.answers(this.talent, FeishuServer.error(500, 1002001));
		time.pass(Duration.ofHours(1));
		assertThat(one.get(path(), "Cache-Control", "max-stale").statusCode()).isEqualTo(403);
		assertThat(other.get(path(), "Cache-Control", "max-stale").statusCode()).isEqualTo(403);
		try (Instance started = instance(redis.url())) {
			assertThat(started.get(path()).statusCode()).isEqualTo(403);
		}
	}

	@Test
	void redisContainsNoIdOfAnApplication() {
		events(other).stageChanged(this.application);
		StringBuilder dump = new StringBuilder();
		for (String key : redis.keys()) {
			dump.append(key).append(redis.cli("DUMP", key));
		}
		assertThat(dump.toString()).doesNotContain(this.application, this.talent);
	}

	private String path() {
		return "/talents/" + this.talent + "/interviews";
	}

	private void answer(String interview) {
		feishu.answers(this.talent, FeishuServer.json("""
				{"code":0,"msg":"ok","data":{"items":[{"application_id":"%s","interview_list":[{"id":"%s"}]}]}}"""
			.formatted(this.application, interview)));
	}

	private int cached(Instance instance) {
		return instance.get(path(), "Cache-Control", "only-if-cached").statusCode();
	}

	/**
	 * The snapshots in Redis that were stored since the test began.
	 */
	private List<String> entries() {
		return redis.keys()
			.stream()
			.filter((key) -> key.endsWith(":open_id:job_level_id") && !key.contains(":lease:"))
			.filter((key) -> !this.before.contains(key))
			.toList();
	}

	private static HireEvents events(Instance instance) {
		return new HireEvents(instance.context().getBeansOfType(EventHandler.class).values());
	}

	private static void awaitRedis(String status) {
		await().atMost(Duration.ofSeconds(30))
			.until(() -> other.get("/actuator/health")
				.body()
				.matches(".*\"redis\":\\{[^}]*\"status\":\"" + status + ".*"));
	}

	private static int pending() {
		return (int) other.context()
			.getBean(MeterRegistry.class)
			.get("interviews.redis.changes.pending")
			.gauge()
			.value();
	}

}
