package io.feishuinterviews.cache.redis;

import java.time.Duration;
import java.util.List;

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
 * Instances with different encryption keys or versions use the same Redis, as during a
 * rolling update.
 */
@Tag("redis")
class RollingUpdateIntegrationTests {

	private static final String OLD = Instance.ENCRYPTION_KEY;

	private static final String NEW = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

	private static final FeishuServer feishu = new FeishuServer();

	private static final TestTime time = new TestTime();

	private static RedisServer redis;

	private static Instance old;

	private static Instance prepared;

	private static Instance replaced;

	@BeforeAll
	static void start() {
		redis = new RedisServer();
		old = instance(OLD);
		prepared = instance(OLD + "," + NEW);
		replaced = instance(NEW + "," + OLD);
	}

	@AfterAll
	static void stop() {
		List.of(old, prepared, replaced).forEach(Instance::close);
		redis.close();
	}

	private static Instance instance(String keys) {
		return new Instance(feishu, time, "--spring.data.redis.url=" + redis.url(), "--spring.data.redis.timeout=5s",
				"--interviews.redis.encryption-keys=" + keys);
	}

	@Test
	void instancesWithTheSameFirstKeyShareEntries() {
		load(old, "prepared");
		await().until(() -> cached(prepared, "prepared") == 200);
		assertThat(feishu.calls("prepared")).hasSize(1);
	}

	@Test
	void anInstanceWithAnotherFirstKeyLoadsForItself() {
		load(prepared, "replaced");
		await().until(() -> cached(old, "replaced") == 200);
		assertThat(cached(replaced, "replaced")).isEqualTo(504);
		load(replaced, "replaced");
		assertThat(feishu.calls("replaced")).hasSize(2);
	}

	@Test
	void anEvictionReachesInstancesWithEveryFirstKey() {
		load(prepared, "evicted");
		load(replaced, "evicted");
		await().until(() -> cached(old, "evicted") == 200);
		assertThat(replaced.delete("/actuator/talents/evicted").statusCode()).isEqualTo(204);
		await().until(() -> cached(prepared, "evicted") == 504);
		load(prepared, "evicted");
		load(replaced, "evicted");
		prepared.delete("/actuator/talents/evicted");
		await().until(() -> cached(replaced, "evicted") == 504);
		await().until(() -> cached(prepared, "evicted") == 504);
	}

	@Test
	void anEvictionThatCannotBeReadEmptiesTheFirstLevel() {
		load(old, "kept");
		try (Instance foreign = instance(NEW)) {
			foreign.delete("/actuator/talents/unknown");
		}
		redis.cli("EVAL", "for _, key in ipairs(redis.call('KEYS', '*open_id*')) do redis.call('DEL', key) end", "0");
		await().until(() -> cached(old, "kept") == 504);
	}

	@Test
	void aValueOfANewerFormatIsNeitherReadNorReplaced() {
		String key = stored("newer", 2);
		try (Instance started = instance(OLD)) {
			assertThat(started.get("/talents/newer/interviews").statusCode()).isEqualTo(200);
			assertThat(feishu.calls("newer")).hasSize(2);
			await().pollDelay(Duration.ofMillis(300)).until(() -> version(key).equals("2"));
		}
	}

	@Test
	void aValueOfAnOlderFormatIsReplaced() {
		String key = stored("older", 0);
		try (Instance started = instance(OLD)) {
			assertThat(started.get("/talents/older/interviews").statusCode()).isEqualTo(200);
			await().until(() -> version(key).equals("1"));
		}
	}

	/**
	 * Load a talent, and change the version of its value in Redis.
	 */
	private static String stored(String talentId, int version) {
		List<String> before = redis.keys();
		load(old, talentId);
		await().until(() -> cached(prepared, talentId) == 200);
		String key = redis.keys()
			.stream()
			.filter((name) -> !before.contains(name) && name.contains("open_id"))
			.findFirst()
			.orElseThrow();
		redis.cli("EVAL", """
				local value = redis.call('GET', KEYS[1])
				redis.call('SET', KEYS[1], string.char(ARGV[1]) .. string.sub(value, 2), 'KEEPTTL')
				""", "1", key, "" + version);
		return key;
	}

	private static String version(String key) {
		return redis.cli("EVAL", "return string.byte(redis.call('GET', KEYS[1]))", "1", key);
	}

	private static void load(Instance instance, String talentId) {
		feishu.answers(talentId, FeishuServer.oneInterview("1"));
		assertThat(instance.get("/talents/" + talentId + "/interviews").statusCode()).isEqualTo(200);
	}

	private static int cached(Instance instance, String talentId) {
		return instance.get("/talents/" + talentId + "/interviews", "Cache-Control", "only-if-cached").statusCode();
	}

}
