package io.feishuinterviews.feishu;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.Instance;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The data of a tenant that has uninstalled the app.
 */
class TenantPurgeIntegrationTests extends StoreAppInstances {

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
	void noDataOfAnUninstalledTenantIsLeftInRedis() {
		Instance one = start();
		Instance other = start();
		push(one, "k");
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1"));
		feishu.answers("denied", FeishuServer.error(400, 1002102));
		await().until(() -> read(one, "globex", "t") == 200);
		await().until(() -> data().size() == 2);
		Set<String> ofGlobex = data();
		for (Instance each : List.of(one, other)) {
			assertThat(read(each, "acme", "t" + this.instances.indexOf(each))).isEqualTo(200);
		}
		assertThat(read(other, "acme", "denied")).isEqualTo(404);
		// two snapshots, a denial, and the application of both
		await().until(() -> data().size() == ofGlobex.size() + 4);
		assertThat(indexes()).isEqualTo(2);
		push(one, "app_uninstalled", ",\"tenant_key\":\"acme\"");
		await().untilAsserted(() -> assertThat(data()).isEqualTo(ofGlobex));
		assertThat(indexes()).isOne();
		for (String key : this.redis.keys()) {
			assertThat(this.redis.cli("DUMP", key)).doesNotContain("acme", "denied");
		}
	}

	@Test
	void aCallUnderWayStoresNothingInRedisWhenItsTenantIsUninstalled() {
		Instance one = start();
		Instance other = start();
		push(one, "k");
		feishu.answers("slow", "t-acme-k", FeishuServer.oneInterview("1").withFixedDelay(2000));
		var slow = reading(other, "acme", "slow");
		await().until(() -> feishu.calls("slow").size() == 1);
		push(one, "app_uninstalled", ",\"tenant_key\":\"acme\"");
		await().until(() -> this.redis.keys().stream().anyMatch((key) -> key.endsWith(":purge")));
		assertThat(slow).isNotDone();
		slow.join();
		feishu.answers("t", "t-globex-k", FeishuServer.oneInterview("2"));
		assertThat(read(other, "globex", "t")).isEqualTo(200);
		await().untilAsserted(() -> assertThat(data()).hasSize(2));
		assertThat(indexes()).isOne();
		assertThat(cached(start(), "globex", "t")).isEqualTo(200);
	}

	@Test
	void aCallUnderWayRemovesNothingThatItsTenantStoresAfterAPurge() {
		Instance one = start();
		Instance other = start();
		push(one, "k");
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1"));
		feishu.answers("slow", "t-acme-k", FeishuServer.oneInterview("1").withFixedDelay(2000));
		var slow = reading(other, "acme", "slow");
		await().until(() -> feishu.calls("slow").size() == 1);
		push(one, "app_uninstalled", ",\"tenant_key\":\"acme\"");
		await().until(() -> keys(":purge").size() == 1);
		this.time.pass(Duration.ofSeconds(1));
		push(one, "app_open", ",\"tenant_key\":\"acme\"");
		await().until(() -> read(one, "acme", "t") == 200);
		await().until(() -> data().size() == 2);
		Set<String> stored = data();
		assertThat(slow).isNotDone();
		slow.join();
		await().until(() -> this.redis.keys().stream().noneMatch((key) -> key.contains(":lease:")));
		feishu.answers("u", "t-globex-k", FeishuServer.oneInterview("2"));
		assertThat(read(other, "globex", "u")).isEqualTo(200);
		await().until(() -> data().size() == 4);
		assertThat(data()).containsAll(stored);
	}

	@Test
	void allInstancesArePurgedThoughDataCannotBeRemoved() {
		Instance one = start();
		Instance other = start();
		loadWithBoth(one, other);
		this.redis.cli("ACL", "SETUSER", "default", "-zrange");
		long before = announcements();
		push(one, "app_uninstalled", ",\"tenant_key\":\"acme\"");
		await().until(() -> cached(other, "acme", "t") == 504);
		assertThat(data()).hasSize(2);
		this.redis.cli("ACL", "SETUSER", "default", "+zrange");
		await().untilAsserted(() -> assertThat(data()).isEmpty());
		assertThat(announcements()).isEqualTo(before + 1);
	}

	@Test
	void dataIsRemovedThoughRedisIsFull() {
		Instance one = start();
		Instance other = start();
		loadWithBoth(one, other);
		this.redis.cli("CONFIG", "SET", "maxmemory", "1");
		push(one, "app_uninstalled", ",\"tenant_key\":\"acme\"");
		await().untilAsserted(() -> assertThat(data()).isEmpty());
		assertThat(keys(":purge")).isEmpty();
		this.redis.cli("CONFIG", "SET", "maxmemory", "0");
		await().until(() -> keys(":purge").size() == 1);
		await().until(() -> cached(other, "acme", "t") == 504);
	}

	@Test
	void aDenialRemovesTheSnapshotThoughRedisIsFull() {
		Instance one = start();
		loadWithBoth(one, start());
		this.redis.cli("CONFIG", "SET", "maxmemory", "1");
		feishu.answers("t", "t-acme-k", FeishuServer.error(400, 1002102));
		this.time.passALongWhile();
		await().until(() -> read(one, "acme", "t") == 404);
		await().until(() -> keys(":job_level_id").stream().allMatch((key) -> key.contains(":lease:")));
	}

	@Test
	void aLargeTenantIsPurgedOnce() {
		Instance one = start();
		loadWithBoth(one, start());
		this.redis.cli("EVAL", "for i = 1, 20000 do redis.call('ZADD', KEYS[1], 9e15, i) end", "1",
				keys(":keys").get(0));
		long before = announcements();
		push(one, "app_uninstalled", ",\"tenant_key\":\"acme\"");
		await().until(() -> indexes() == 0);
		assertThat(data()).isEmpty();
		assertThat(announcements()).isEqualTo(before + 1);
		// 20,002 keys, 500 at a time, and once without a result
		assertThat(calls("zrange")).isEqualTo(42);
	}

	/**
	 * Let two instances share an entry that one of them has loaded.
	 */
	private void loadWithBoth(Instance one, Instance other) {
		push(one, "k");
		feishu.answers("t", "t-acme-k", FeishuServer.oneInterview("1"));
		await().until(() -> read(one, "acme", "t") == 200);
		await().until(() -> data().size() == 2);
		await().until(() -> cached(other, "acme", "t") == 200);
	}

	/**
	 * Return the number of announcements to other instances.
	 */
	private long announcements() {
		return Long.parseLong(this.redis.cli("XLEN", keys(":stream").get(0)));
	}

	private long calls(String command) {
		return this.redis.cli("INFO", "commandstats")
			.lines()
			.filter((line) -> line.startsWith("cmdstat_" + command + ":calls="))
			.mapToLong((line) -> Long.parseLong(line.replaceAll(".*:calls=([0-9]+),.*", "$1")))
			.sum();
	}

	private List<String> keys(String suffix) {
		return this.redis.keys().stream().filter((key) -> key.endsWith(suffix)).toList();
	}

	/**
	 * Return the names of snapshots, of denials, and of the talents of applications.
	 */
	private Set<String> data() {
		Set<String> data = new TreeSet<>(this.redis.keys());
		data.removeIf((key) -> key.contains(":lease:") || !(key.endsWith(":job_level_id") || key.endsWith(":denial")
				|| (key.endsWith("}") && this.redis.cli("TYPE", key).equals("hash"))));
		return data;
	}

	private long indexes() {
		return keys(":keys").size();
	}

}
