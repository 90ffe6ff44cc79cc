package io.feishuinterviews.feishu;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.Instance;
import io.feishuinterviews.RedisServer;
import io.feishuinterviews.StoreFeishu;
import io.feishuinterviews.TestTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the instances of a store app share through Redis. An event reaches one of them.
 */
@Tag("redis")
class StoreAppSharingIntegrationTests {

	private static final FeishuServer feishu = new FeishuServer();

	private static final StoreFeishu store = new StoreFeishu(feishu);

	private final TestTime time = new TestTime();

	private final List<Instance> instances = new ArrayList<>();

	private RedisServer redis;

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

	@Test
	void aTicketThatReachesOneInstanceIsUsedByAll() {
		Instance one = start();
		Instance other = start();
		push(one, "k");
		feishu.answers("t", "t-acme-k", FeishuServer.oneInterview("1"));
		await().until(() -> read(one, "acme", "t") == 200);
		feishu.answers("another", "t-acme-k", FeishuServer.oneInterview("1"));
		assertThat(read(other, "acme", "another")).isEqualTo(200);
		assertThat(this.redis.keys()).noneMatch((key) -> key.contains("acme"));
		for (String key : this.redis.keys()) {
			assertThat(this.redis.cli("DUMP", key)).doesNotContain("ticket-k", "acme");
		}
	}

	@Test
	void oneInstanceAsksForTheTicket() {
		List.of(start(), start(), start())
			.forEach((instance) -> assertThat(read(instance, "acme", "t")).isEqualTo(503));
		assertThat(store.resends()).hasSize(1);
	}

	@Test
	void aNewTicketOfAnotherInstanceReplacesARejectedOne() {
		Instance one = start();
		Instance other = start();
		push(other, "old");
		feishu.answers("t1", "t-acme-old", FeishuServer.oneInterview("1"));
		await().until(() -> read(other, "acme", "t1") == 200);
		push(one, "new");
		feishu.answers("t2", "t-acme-new", FeishuServer.oneInterview("1"));
		await().until(() -> read(one, "acme", "t2") == 200);
		store.appTokenAnswers("old", FeishuServer.error(200, 10012));
		store.tenantTokenAnswers("a-old", "acme", FeishuServer.error(200, 99991664));
		feishu.answers("t3", "t-acme-old", FeishuServer.error(400, 99991663));
		feishu.answers("t3", "t-acme-new", FeishuServer.oneInterview("1"));
		assertThat(read(other, "acme", "t3")).isEqualTo(200);
	}

	@Test
	void ticketAndStatesSurviveARestart() {
		Instance one = start();
		push(one, "k");
		push(one, "app_status_change", ",\"tenant_key\":\"globex\",\"status\":\"stop_by_tenant\"");
		feishu.answers("t", "t-acme-k", FeishuServer.oneInterview("1"));
		await().until(() -> read(one, "acme", "t") == 200);
		await().until(() -> isStopped(one));
		stopAll();
		feishu.forgetCalls();
		Instance restarted = start();
		feishu.answers("another", "t-acme-k", FeishuServer.oneInterview("1"));
		assertThat(read(restarted, "acme", "another")).isEqualTo(200);
		assertThat(isStopped(restarted)).isTrue();
		assertThat(store.resends()).isEmpty();
	}

	@Test
	void aStateThatReachesOneInstanceIsKnownToAll() {
		Instance one = start();
		Instance other = start();
		push(one, "k");
		push(one, "app_status_change", ",\"tenant_key\":\"globex\",\"status\":\"stop_by_tenant\"");
		await().until(() -> isStopped(one));
		this.time.pass(Duration.ofSeconds(6));
		assertThat(isStopped(other)).isTrue();
		assertThat(feishu.calls("never")).isEmpty();
		push(other, "app_status_change", ",\"tenant_key\":\"globex\",\"status\":\"start_by_tenant\"");
		feishu.answers("t", "t-globex-k", FeishuServer.oneInterview("1"));
		await().until(() -> read(other, "globex", "t") == 200);
		this.time.pass(Duration.ofSeconds(6));
		feishu.answers("t2", "t-globex-k", FeishuServer.oneInterview("1"));
		assertThat(read(one, "globex", "t2")).isEqualTo(200);
	}

	@Test
	void anUninstalledTenantIsPurgedFromAllInstancesAndFromRedis() {
		Instance one = start();
		Instance other = start();
		push(one, "k");
		for (String tenant : List.of("acme", "globex")) {
			feishu.answers("t", "t-" + tenant + "-k", FeishuServer.oneInterview("1"));
			await().until(() -> read(one, tenant, "t") == 200);
			await().until(() -> read(other, tenant, "t") == 200);
		}
		assertThat(feishu.calls("t")).hasSize(2);
		push(one, "app_uninstalled", ",\"tenant_key\":\"acme\"");
		await().until(() -> cached(one, "acme", "t") == 504);
		await().until(() -> cached(other, "acme", "t") == 504);
		assertThat(cached(start(), "acme", "t")).isEqualTo(504);
		assertThat(List.of(one, other)).allSatisfy((each) -> assertThat(cached(each, "globex", "t")).isEqualTo(200));
		push(other, "app_open", ",\"tenant_key\":\"acme\"");
		await().until(() -> read(other, "acme", "t") == 200);
		assertThat(feishu.calls("t")).hasSize(3);
		await().until(() -> cached(one, "acme", "t") == 200);
	}

	@Test
	void instancesShareTheEntriesOfEachTenantForThatTenantOnly() {
		Instance one = start();
		Instance other = start();
		push(one, "k");
		serveBothTenants(one);
		for (String tenant : List.of("acme", "globex")) {
			await().until(() -> cached(other, tenant, "t") == 200);
			assertThat(body(other, tenant)).contains("of-" + tenant);
		}
		assertThat(feishu.calls("t")).hasSize(2);
		assertThat(one.delete("/actuator/talents/t").statusCode()).isEqualTo(204);
		await().until(() -> cached(other, "acme", "t") == 504);
		assertThat(List.of(one, other, start()))
			.allSatisfy((each) -> assertThat(cached(each, "globex", "t")).isEqualTo(200));
	}

	@Test
	void anEntryOfOneTenantIsUnreadableInThePlaceOfAnothers() {
		Instance one = start();
		push(one, "k");
		serveBothTenants(one);
		await().until(() -> snapshots().size() == 2);
		List<String> names = snapshots();
		this.redis.cli("RENAME", names.get(0), "swapped");
		this.redis.cli("RENAME", names.get(1), names.get(0));
		this.redis.cli("RENAME", "swapped", names.get(1));
		Instance other = start();
		assertThat(cached(other, "acme", "t")).isEqualTo(504);
		assertThat(cached(other, "globex", "t")).isEqualTo(504);
	}

	private static void serveBothTenants(Instance instance) {
		for (String tenant : List.of("acme", "globex")) {
			feishu.answers("t", "t-" + tenant + "-k", FeishuServer.oneInterview("of-" + tenant));
			await().until(() -> read(instance, tenant, "t") == 200);
			assertThat(body(instance, tenant)).contains("of-" + tenant);
		}
	}

	private static String body(Instance instance, String tenant) {
		return instance.get("/talents/t/interviews", "Authorization", "Bearer " + tenant + "-key").body();
	}

	private List<String> snapshots() {
		return this.redis.keys()
			.stream()
			.filter((key) -> key.endsWith(":open_id:job_level_id"))
			.filter((key) -> !key.contains(":lease:"))
			.sorted()
			.toList();
	}

	@Test
	void theServiceWorksWhileRedisIsDownAndTellsTheOthersLater() {
		Instance one = start();
		this.redis.kill();
		push(one, "k");
		feishu.answers("t", "t-acme-k", FeishuServer.oneInterview("1"));
		await().until(() -> read(one, "acme", "t") == 200);
		push(one, "app_status_change", ",\"tenant_key\":\"globex\",\"status\":\"stop_by_tenant\"");
		await().until(() -> isStopped(one));
		this.redis.start();
		await().atMost(Duration.ofSeconds(30))
			.until(() -> this.redis.keys().stream().anyMatch((key) -> key.endsWith(":state"))
					&& this.redis.keys().stream().anyMatch((key) -> key.endsWith(":value")));
		assertThat(isStopped(start())).isTrue();
	}

	private void stopAll() {
		this.instances.forEach(Instance::close);
		this.instances.clear();
	}

	private Instance start() {
		List<String> settings = StoreFeishu.settings();
		settings.addAll(List.of("--spring.data.redis.url=" + this.redis.url(), "--spring.data.redis.timeout=1s"));
		Instance instance = new Instance(feishu, this.time, settings.toArray(String[]::new));
		this.instances.add(instance);
		return instance;
	}

	private void push(Instance instance, String ticket) {
		store.pushTicket(instance, this.time, ticket);
	}

	private void push(Instance instance, String type, String more) {
		store.push(instance, this.time, type, more);
	}

	private static int read(Instance instance, String tenant, String talentId) {
		return instance.get("/talents/" + talentId + "/interviews", "Authorization", "Bearer " + tenant + "-key")
			.statusCode();
	}

	private static boolean isStopped(Instance instance) {
		return instance.get("/talents/never/interviews", "Authorization", "Bearer globex-key", "Accept-Language", "en")
			.body()
			.contains("administrator");
	}

	private static int cached(Instance instance, String tenant, String talentId) {
		return instance
			.get("/talents/" + talentId + "/interviews", "Authorization", "Bearer " + tenant + "-key", "Cache-Control",
					"only-if-cached")
			.statusCode();
	}

}
