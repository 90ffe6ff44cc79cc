package io.feishuinterviews.feishu;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.Instance;
import io.feishuinterviews.RedisServer;
import io.feishuinterviews.StoreFeishu;
import io.feishuinterviews.TestTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/**
 * Instances of the service for a store app, which share a Redis.
 */
@Tag("redis")
abstract class StoreAppInstances {

	static final FeishuServer feishu = new FeishuServer();

	static final StoreFeishu store = new StoreFeishu(feishu);

	final TestTime time = new TestTime();

	final List<Instance> instances = new ArrayList<>();

	RedisServer redis;

	@BeforeEach
	void startRedis() {
		this.redis = new RedisServer();
		store.reset();
	}

	@AfterEach
	void stop() {
		this.instances.forEach(Instance::close);
		this.redis.close();
	}

	void stopAll() {
		this.instances.forEach(Instance::close);
		this.instances.clear();
	}

	Instance start(String... more) {
		List<String> settings = StoreFeishu.settings();
		settings.addAll(List.of(more));
		settings.addAll(List.of("--spring.data.redis.url=" + this.redis.url(), "--spring.data.redis.timeout=1s"));
		Instance instance = new Instance(feishu, this.time, settings.toArray(String[]::new));
		this.instances.add(instance);
		return instance;
	}

	void push(Instance instance, String ticket) {
		store.pushTicket(instance, this.time, ticket);
	}

	void push(Instance instance, String type, String more) {
		store.push(instance, this.time, type, more);
	}

	static int read(Instance instance, String tenant, String talentId) {
		return reading(instance, tenant, talentId).join().statusCode();
	}

	static CompletableFuture<HttpResponse<String>> reading(Instance instance, String tenant, String talentId) {
		return instance.ask("/talents/" + talentId + "/interviews", "Authorization", "Bearer " + tenant + "-key");
	}

	static boolean isStopped(Instance instance) {
		return instance.get("/talents/never/interviews", "Authorization", "Bearer globex-key", "Accept-Language", "en")
			.body()
			.contains("administrator");
	}

	static int cached(Instance instance, String tenant, String talentId) {
		return instance
			.get("/talents/" + talentId + "/interviews", "Authorization", "Bearer " + tenant + "-key", "Cache-Control",
					"only-if-cached")
			.statusCode();
	}

}
