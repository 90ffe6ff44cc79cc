package io.feishuinterviews.feishu;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.Instance;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The data that instances of a store app share through Redis. An event reaches one of
 * them.
 */
class StoreAppSharingIntegrationTests extends StoreAppInstances {

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
	void onlyOneInstanceRequestsTheTicket() {
		List.of(start(), start(), start())
			.forEach((instance) -> assertThat(read(instance, "acme", "t")).isEqualTo(503));
		assertThat(store.resends()).hasSize(1);
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

	/**
	 * As while the encryption key is replaced.
	 */
	@Test
	void instancesWithDifferentFirstKeysKeepToTheLimitOfATenantTogether() {
		String other = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";
		List<Instance> both = Stream.of(Instance.ENCRYPTION_KEY + "," + other, other + "," + Instance.ENCRYPTION_KEY)
			.map((keys) -> start("--interviews.redis.encryption-keys=" + keys,
					"--resilience4j.ratelimiter.instances.feishu.limit-for-period=10"))
			.toList();
		push(both.get(0), "k");
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1"));
		both.forEach((each) -> await().until(() -> read(each, "acme", "t" + both.indexOf(each)) == 200));
		// the budget of the tenant twice, and the one that counts the instances
		await().untilAsserted(
				() -> assertThat(this.redis.keys()).filteredOn((key) -> key.endsWith(":instances")).hasSize(3));
		await().pollDelay(Duration.ofMillis(2500)).untilAsserted(() -> feishu.forgetCalls());
		List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(2, 32)
			.mapToObj((i) -> reading(both.get(i % 2), "acme", "t" + i))
			.toList();
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.join().statusCode()).isEqualTo(200));
		assertThat(FeishuServer.most(feishu.calls(), Duration.ofSeconds(1))).isBetween(5, 10);
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

}
