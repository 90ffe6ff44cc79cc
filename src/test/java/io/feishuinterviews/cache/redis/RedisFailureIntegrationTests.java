package io.feishuinterviews.cache.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.Instance;
import io.feishuinterviews.RedisProxy;
import io.feishuinterviews.RedisServer;
import io.feishuinterviews.TestTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Redis fails while requests run: no request fails for it.
 */
@Tag("redis")
class RedisFailureIntegrationTests {

	private static final FeishuServer feishu = new FeishuServer();

	private static final AtomicInteger talents = new AtomicInteger();

	private final RedisServer redis = new RedisServer();

	private final RedisProxy network = new RedisProxy(this.redis);

	private final List<Instance> instances = new ArrayList<>();

	@BeforeEach
	void answers() {
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1"));
	}

	@AfterEach
	void stop() {
		this.instances.forEach(Instance::close);
		this.network.close();
		this.redis.close();
	}

	private Instance instance(String url, String... settings) {
		List<String> all = new ArrayList<>(List.of(settings));
		all.add("--spring.data.redis.url=" + url);
		all.add("--resilience4j.ratelimiter.instances.feishu.limit-for-period=10000");
		all.add("--resilience4j.ratelimiter.instances.feishu-minute.limit-for-period=100000");
		Instance instance = new Instance(feishu, new TestTime(), all.toArray(String[]::new));
		this.instances.add(instance);
		return instance;
	}

	@Test
	void noRequestFailsWhileRedisIsPaused() {
		Instance instance = instance(this.redis.url());
		this.redis.pause();
		requestsSucceedAndHealthIsDegraded(instance);
		this.redis.resume();
		recovers(instance);
	}

	@Test
	void noRequestFailsWhileRedisIsKilledAndStartedAgain() {
		Instance instance = instance(this.redis.url());
		this.redis.kill();
		requestsSucceedAndHealthIsDegraded(instance);
		this.redis.start();
		recovers(instance);
	}

	@Test
	void noRequestFailsWhileRedisIsSlow() {
		Instance instance = instance(this.network.url());
		this.network.delay(Duration.ofMillis(300));
		requestsSucceedAndHealthIsDegraded(instance);
		this.network.restore();
		recovers(instance);
	}

	@Test
	void noRequestFailsWhileResponsesOfRedisAreCutOff() {
		Instance instance = instance(this.network.url());
		this.network.cutResponses();
		requestsSucceedAndHealthIsDegraded(instance);
		this.network.restore();
		recovers(instance);
	}

	@Test
	void noRequestFailsWhileCommandsToRedisAreCutOff() {
		Instance instance = instance(this.network.url());
		this.network.cutRequests();
		requestsSucceedAndHealthIsDegraded(instance);
		this.network.restore();
		recovers(instance);
	}

	@Test
	void noRequestFailsWhileRedisHasNoMemory() {
		Instance instance = instance(this.redis.url());
		this.redis.cli("CONFIG", "SET", "maxmemory-policy", "noeviction");
		this.redis.cli("CONFIG", "SET", "maxmemory", "1");
		requestsSucceedAndHealthIsDegraded(instance);
		// evicts nevertheless, since that frees memory
		assertThat(instance.delete("/actuator/talents/t1").statusCode()).isEqualTo(204);
		this.redis.cli("CONFIG", "SET", "maxmemory", "0");
		recovers(instance);
	}

	@Test
	void noRequestFailsWithAWrongPassword() {
		this.redis.cli("CONFIG", "SET", "requirepass", "right");
		Instance instance = instance(this.redis.url(), "--spring.data.redis.password=wrong");
		requestsSucceedAndHealthIsDegraded(instance);
		this.redis.cli("-a", "right", "CONFIG", "SET", "requirepass", "");
	}

	private void requestsSucceedAndHealthIsDegraded(Instance instance) {
		List<CompletableFuture<Integer>> statuses = new ArrayList<>();
		await().atMost(Duration.ofSeconds(20)).until(() -> {
			for (int i = 0; i < 10; i++) {
				statuses.add(instance.ask("/talents/t" + talents.incrementAndGet() + "/interviews")
					.thenApply((response) -> response.statusCode()));
			}
			return instance.get("/actuator/health")
				.body()
				.contains("\"redis\":{\"description\":\"Redis is failing\",\"status\":\"DEGRADED\"}");
		});
		assertThat(statuses).allSatisfy((status) -> assertThat(status.join()).isEqualTo(200));
		assertThat(instance.get("/actuator/health").statusCode()).isEqualTo(200);
		assertThat(instance.get("/readyz").body()).contains("UP");
	}

	private void recovers(Instance instance) {
		await().atMost(Duration.ofSeconds(40))
			.until(() -> instance.get("/actuator/health").body().contains("\"redis\":{\"status\":\"UP\"}"));
		Instance other = instance(this.redis.url());
		AtomicReference<String> last = new AtomicReference<>("/talents/none/interviews");
		await().atMost(Duration.ofSeconds(20)).until(() -> {
			boolean shared = other.get(last.get(), "Cache-Control", "only-if-cached").statusCode() == 200;
			last.set("/talents/t" + talents.incrementAndGet() + "/interviews");
			assertThat(instance.get(last.get()).statusCode()).isEqualTo(200);
			return shared;
		});
	}

}
