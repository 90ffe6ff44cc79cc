package io.feishuinterviews.cache.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.Instance;
import io.feishuinterviews.RedisServer;
import io.feishuinterviews.TestTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Three instances share what one of them has loaded.
 */
@Tag("redis")
class SharedEntriesIntegrationTests {

	private static final FeishuServer feishu = new FeishuServer();

	private static final TestTime time = new TestTime();

	private static RedisServer redis;

	private static List<Instance> instances;

	@BeforeAll
	static void start() {
		redis = new RedisServer();
		instances = Stream.generate(SharedEntriesIntegrationTests::instance).limit(3).toList();
	}

	@AfterAll
	static void stop() {
		instances.forEach(Instance::close);
		redis.close();
	}

	private static Instance instance() {
		return new Instance(feishu, time, "--spring.data.redis.url=" + redis.url(), "--spring.data.redis.timeout=5s");
	}

	@Test
	void thirtyRequestsToThreeInstancesMakeOneCall() {
		feishu.answers("many", FeishuServer.oneInterview("1").withFixedDelay(300));
		List<CompletableFuture<Integer>> statuses = IntStream.range(0, 30)
			.mapToObj((i) -> instances.get(i % 3).ask("/talents/many/interviews"))
			.map((response) -> response.thenApply((answer) -> answer.statusCode()))
			.toList();
		assertThat(statuses).allSatisfy((status) -> assertThat(status.join()).isEqualTo(200));
		assertThat(feishu.calls("many")).hasSize(1);
	}

	@Test
	void anInstanceServesWhatAnotherHasLoaded() {
		String body = load("one", 0);
		time.pass(Duration.ofSeconds(10));
		var response = instances.get(1).get("/talents/one/interviews");
		assertThat(response.body()).isEqualTo(body);
		assertThat(response.headers().firstValue("Cache-Status")).hasValue("feishu-interviews; hit; ttl=50");
		assertThat(response.headers().firstValue("Age")).hasValue("10");
		assertThat(feishu.calls("one")).hasSize(1);
	}

	@Test
	void anInstanceIsWarmAfterItsStart() {
		load("warm", 0);
		try (Instance started = instance()) {
			assertThat(started.get("/talents/warm/interviews").statusCode()).isEqualTo(200);
			assertThat(feishu.calls("warm")).hasSize(1);
		}
	}

	@Test
	void aStaleEntryIsRefreshedOnceForAllInstances() {
		load("stale", 0);
		instances.forEach((instance) -> instance.get("/talents/stale/interviews"));
		time.pass(Duration.ofSeconds(61));
		feishu.answers("stale", FeishuServer.oneInterview("2"));
		assertThat(instances.get(0).get("/talents/stale/interviews").body()).contains("\"id\":\"1\"");
		awaitServed(0, "stale", "2");
		assertThat(instances.get(1).get("/talents/stale/interviews").body()).contains("\"id\":\"1\"");
		awaitServed(1, "stale", "2");
		assertThat(feishu.calls("stale")).hasSize(2);
	}

	@Test
	void aStaleEntryOfAnotherInstanceIsServedWhileItIsRevalidated() {
		load("old", 0);
		time.pass(Duration.ofSeconds(90));
		feishu.answers("old", FeishuServer.oneInterview("2"));
		var response = instances.get(1).get("/talents/old/interviews");
		assertThat(response.body()).contains("\"id\":\"1\"");
		assertThat(response.headers().firstValue("Age")).hasValue("90");
		awaitServed(1, "old", "2");
		assertThat(feishu.calls("old")).hasSize(2);
	}

	@Test
	void noCacheCallsFeishuAndSharesTheResult() {
		load("forced", 0);
		time.pass(Duration.ofSeconds(2));
		feishu.answers("forced", FeishuServer.oneInterview("2"));
		assertThat(instances.get(1).get("/talents/forced/interviews", "Cache-Control", "no-cache").body())
			.contains("\"id\":\"2\"");
		awaitStored("forced", 2, "2");
		assertThat(feishu.calls("forced")).hasSize(2);
	}

	@Test
	void maxAgeRejectsAnOlderEntryOfAnotherInstance() {
		load("aged", 0);
		time.pass(Duration.ofSeconds(20));
		assertThat(instances.get(1)
			.get("/talents/aged/interviews", "Cache-Control", "max-age=30")
			.headers()
			.firstValue("Age")).hasValue("20");
		assertThat(instances.get(2)
			.get("/talents/aged/interviews", "Cache-Control", "max-age=10")
			.headers()
			.firstValue("Age")).hasValue("0");
		assertThat(feishu.calls("aged")).hasSize(2);
	}

	@Test
	void onlyIfCachedFindsWhatAnotherInstanceHasLoaded() {
		load("cached", 0);
		assertThat(cached(1, "cached")).isEqualTo(200);
		assertThat(cached(1, "not-cached")).isEqualTo(504);
	}

	@Test
	void aDenialIsShared() {
		assertThat(instances.get(0).get("/talents/error-1002216/interviews").statusCode()).isEqualTo(403);
		await().until(() -> instances.get(1)
			.get("/talents/error-1002216/interviews", "Cache-Control", "only-if-cached")
			.statusCode() == 403);
		assertThat(instances.get(1).get("/talents/error-1002216/interviews?userIdType=union_id").statusCode())
			.isEqualTo(403);
		assertThat(feishu.calls("error-1002216")).hasSize(1);
	}

	@Test
	void aTalentThatFeishuDeniesDisappearsFromAllInstances() {
		load("denied", 0);
		assertThat(cached(1, "denied")).isEqualTo(200);
		feishu.answers("denied", FeishuServer.error(200, 1002216));
		time.pass(Duration.ofSeconds(2));
		assertThat(instances.get(0).get("/talents/denied/interviews?userIdType=union_id").statusCode()).isEqualTo(403);
		await().until(() -> cached(1, "denied") == 403 && cached(2, "denied") == 403);
		feishu.answers("denied", FeishuServer.oneInterview("2"));
		time.pass(Duration.ofSeconds(31));
		assertThat(instances.get(2).get("/talents/denied/interviews").body()).contains("\"id\":\"2\"");
		awaitStored("denied", 0, "2");
	}

	@Test
	void noStoreResponseIsNotShared() {
		feishu.answers("unstored", FeishuServer.oneInterview("1"));
		instances.get(0).get("/talents/unstored/interviews", "Cache-Control", "no-store");
		assertThat(cached(1, "unstored")).isEqualTo(504);
	}

	@Test
	void noStoreStartsNoCallThatAnotherRequestWouldWaitFor() {
		load("glanced", 0);
		time.pass(Duration.ofSeconds(90));
		feishu.answers("glanced", FeishuServer.error(500, 1002001).withFixedDelay(500));
		for (String directives : List.of("no-store", "")) {
			var response = instances.get(1).get("/talents/glanced/interviews", "Cache-Control", directives);
			assertThat(response.body()).contains("\"id\":\"1\"");
			assertThat(response.headers().firstValue("Age")).hasValue("90");
		}
	}

	@Test
	void aLargeEntryIsNotShared() {
		// random digits do not compress to less than a megabyte
		StringBuilder large = new StringBuilder();
		new java.util.Random(1).ints(3_000_000, 0, 10).forEach(large::append);
		feishu.answers("large", FeishuServer.json("""
				{"code":0,"msg":"ok","data":{"items":[{"application_id":"1","interview_list":[{"id":"%s"}]}]}}"""
			.formatted(large)));
		assertThat(instances.get(0).get("/talents/large/interviews").statusCode()).isEqualTo(200);
		assertThat(cached(0, "large")).isEqualTo(200);
		assertThat(cached(1, "large")).isEqualTo(504);
	}

	@Test
	void redisContainsNoPersonalData() {
		String talentId = "6949805467799537964";
		String body = instances.get(0).get("/talents/" + talentId + "/interviews").body();
		assertThat(body).contains("逻辑严密");
		instances.get(0).get("/talents/error-1002216/interviews?userIdType=user_id");
		instances.get(0).delete("/actuator/talents/evicted-talent");
		awaitStored(talentId, 1, talentId);
		StringBuilder dump = new StringBuilder();
		for (String key : redis.keys()) {
			dump.append(key).append(redis.cli("DUMP", key));
		}
		assertThat(dump).hasSizeGreaterThan(500);
		String text = new String(dump.toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
				java.nio.charset.StandardCharsets.UTF_8);
		assertThat(text).doesNotContain(talentId, "evicted-talent", "error-1002216", "逻辑严密", "interview_list", "cli_");
		// the head of a gzip member, as all snapshots have
		assertThat(dump.toString()).doesNotContain("\u001f\u008b\u0008\u0000\u0000\u0000");
	}

	private static String load(String talentId, int instance) {
		feishu.answers(talentId, FeishuServer.oneInterview("1"));
		String body = instances.get(instance).get("/talents/" + talentId + "/interviews").body();
		awaitStored(talentId, 2, "1");
		return body;
	}

	private static int cached(int instance, String talentId) {
		return instances.get(instance)
			.get("/talents/" + talentId + "/interviews", "Cache-Control", "only-if-cached")
			.statusCode();
	}

	private static void awaitServed(int instance, String talentId, String id) {
		await().until(() -> instances.get(instance)
			.get("/talents/" + talentId + "/interviews")
			.body()
			.contains("\"id\":\"%s\"".formatted(id)));
	}

	/**
	 * Wait until an entry is in Redis, which the response does not wait for.
	 */
	private static void awaitStored(String talentId, int instance, String text) {
		await().until(() -> instances.get(instance)
			.get("/talents/" + talentId + "/interviews", "Cache-Control", "only-if-cached, no-store")
			.body()
			.contains(text));
	}

}
