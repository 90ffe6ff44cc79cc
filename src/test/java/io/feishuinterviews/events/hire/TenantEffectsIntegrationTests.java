package io.feishuinterviews.events.hire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.Instance;
import io.feishuinterviews.RedisProxy;
import io.feishuinterviews.RedisServer;
import io.feishuinterviews.StoreFeishu;
import io.feishuinterviews.TestTime;
import io.feishuinterviews.events.EventHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One tenant has more events than an instance can remember while Redis is unavailable to
 * it. The entries of the other tenant stay.
 */
@Tag("redis")
class TenantEffectsIntegrationTests {

	/**
	 * More than an instance remembers.
	 */
	private static final int TOO_MANY = 10_001;

	private static final FeishuServer feishu = new FeishuServer();

	private static final StoreFeishu store = new StoreFeishu(feishu);

	private final TestTime time = new TestTime();

	private final List<Instance> instances = new ArrayList<>();

	private RedisServer redis;

	private RedisProxy network;

	private Instance one;

	private Instance other;

	@BeforeEach
	void bothTenantsHaveATalent() {
		this.redis = new RedisServer();
		this.network = new RedisProxy(this.redis);
		store.reset();
		this.one = start(this.network.url());
		this.other = start(this.redis.url());
		store.pushTicket(this.one, this.time, "k");
		for (String tenant : StoreFeishu.TENANTS) {
			feishu.answers("t", "t-" + tenant + "-k", FeishuServer.oneInterview("1"));
			await().atMost(Duration.ofSeconds(30))
				.until(() -> get(this.one, tenant) == 200 && get(this.other, tenant) == 200);
		}
		assertThat(feishu.calls("t")).hasSize(2);
		this.time.pass(Duration.ofSeconds(10));
		this.network.cut();
		awaitRedis("DEGRADED");
	}

	@AfterEach
	void stop() {
		this.instances.forEach(Instance::close);
		this.network.close();
		this.redis.close();
	}

	@Test
	void tooManyDeletedTalentsOfATenantLeaveTheCacheOfAnother() {
		times(TOO_MANY, (i) -> events("acme").talentDeleted("deleted-" + i));
		onlyTheCacheOfTheTenantIsEmptied();
	}

	@Test
	void tooManyDeletedApplicationsOfATenantLeaveTheCacheOfAnother() {
		times(TOO_MANY, (i) -> events("acme").applicationsDeleted("deleted-" + i));
		onlyTheCacheOfTheTenantIsEmptied();
	}

	@Test
	void tooManyExpiredTalentsOfATenantLeaveTheExpiryOfAnother() {
		events("globex").tagged("t");
		times(TOO_MANY, (i) -> events("acme").tagged("expired-" + i));
		this.network.restore();
		await().atMost(Duration.ofSeconds(30)).until(() -> get(this.other, "globex") == 200 && feishuCalls() == 3);
		assertThat(get(this.other, "acme")).isEqualTo(200);
		assertThat(feishuCalls()).isEqualTo(3);
	}

	private void onlyTheCacheOfTheTenantIsEmptied() {
		this.network.restore();
		await().atMost(Duration.ofSeconds(30)).until(() -> cached(this.other, "acme") == 504);
		awaitRedis("UP");
		Instance third = start(this.redis.url());
		assertThat(cached(third, "acme")).isEqualTo(504);
		assertThat(this.instances).allSatisfy((each) -> assertThat(cached(each, "globex")).isEqualTo(200));
	}

	private Instance start(String url) {
		List<String> settings = StoreFeishu.settings();
		settings.addAll(List.of("--spring.data.redis.url=" + url, "--spring.data.redis.timeout=1s"));
		Instance instance = new Instance(feishu, this.time, settings.toArray(String[]::new));
		this.instances.add(instance);
		return instance;
	}

	private HireEvents events(String tenant) {
		return new HireEvents(this.one.context().getBeansOfType(EventHandler.class).values(), tenant);
	}

	private static void times(int times, IntConsumer action) {
		IntStream.range(0, times).forEach(action);
	}

	private void awaitRedis(String status) {
		await().atMost(Duration.ofSeconds(30))
			.until(() -> this.one.get("/actuator/health")
				.body()
				.matches(".*\"redis\":\\{[^}]*\"status\":\"" + status + ".*"));
	}

	private static int feishuCalls() {
		return feishu.calls("t").size();
	}

	private static int get(Instance instance, String tenant) {
		return instance.get("/talents/t/interviews", "Authorization", "Bearer " + tenant + "-key").statusCode();
	}

	private static int cached(Instance instance, String tenant) {
		return instance
			.get("/talents/t/interviews", "Authorization", "Bearer " + tenant + "-key", "Cache-Control",
					"only-if-cached")
			.statusCode();
	}

}
