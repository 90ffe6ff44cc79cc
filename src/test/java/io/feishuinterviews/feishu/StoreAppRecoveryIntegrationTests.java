package io.feishuinterviews.feishu;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.feishuinterviews.FeishuEvents;
import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.Instance;
import io.feishuinterviews.Sandbox;
import io.feishuinterviews.redis.RedisCommandExecutor;
import io.feishuinterviews.redis.encryption.ValueCipher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The data that instances of a store app share survives restarts, failures of Redis, and
 * events that come late or to another instance.
 */
class StoreAppRecoveryIntegrationTests extends StoreAppInstances {

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
	void instanceWorksWhileRedisIsDownAndNotifiesTheOthersLater() {
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
	void concurrentReadersAreAllServedJustAfterARestart() {
		Instance one = start();
		push(one, "k");
		push(one, "app_status_change", ",\"tenant_key\":\"globex\",\"status\":\"stop_by_tenant\"");
		feishu.answers("t", "t-acme-k", FeishuServer.oneInterview("1"));
		await().until(() -> read(one, "acme", "t") == 200 && isStopped(one) && isShared(":state"));
		stopAll();
		feishu.forgetCalls();
		Instance restarted = start();
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1"));
		List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 30)
			.mapToObj((i) -> reading(restarted, (i % 3 == 0) ? "globex" : "acme", "t" + i))
			.toList();
		for (int i = 0; i < answers.size(); i++) {
			assertThat(answers.get(i).join().statusCode()).isEqualTo((i % 3 == 0) ? 502 : 200);
		}
		assertThat(store.resends()).isEmpty();
		assertThat(store.appTokenCalls()).hasSize(1);
		assertThat(store.tenantTokenCalls()).hasSize(1);
	}

	@Test
	void anOldTicketThatReachesAnotherInstanceLateReplacesNoNewerOne() {
		Instance one = start();
		Instance other = start();
		pushTicket(one, "new", this.time.instant());
		await().until(() -> isShared(":value"));
		String before = ticketInRedis();
		pushTicket(other, "old", this.time.instant().minus(Duration.ofHours(1)));
		await().until(() -> !ticketInRedis().equals(before));
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1"));
		for (Instance each : List.of(one, other, start())) {
			assertThat(read(each, "acme", "t" + this.instances.indexOf(each))).isEqualTo(200);
		}
		assertThat(store.appTokenCalls()).hasSize(3)
			.allSatisfy((call) -> assertThat(call.getBodyAsString()).contains("\"new\""));
	}

	@Test
	void aTicketThatReachesTwoInstancesIsUsedByBoth() {
		Instance one = start();
		Instance other = start();
		store.issuesTokensFor("k");
		String event = ticketEvent("k", this.time.instant());
		store.push(one, this.time, event);
		store.push(other, this.time, event);
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1"));
		await().until(() -> read(one, "acme", "t1") == 200);
		assertThat(read(other, "acme", "t2")).isEqualTo(200);
		await().until(() -> handled(one, "updated") + handled(other, "updated") == 1
				&& handled(one, "duplicate") + handled(other, "duplicate") == 1);
	}

	@Test
	void aRejectedTicketThatIsPushedAgainToAnotherInstanceIsUsedByAll() {
		Instance one = start();
		Instance other = start();
		push(one, "k");
		store.appTokenAnswers("k", FeishuServer.error(200, 10012));
		await().until(() -> isShared(":value"));
		assertThat(read(one, "acme", "t")).isEqualTo(503);
		this.time.pass(Duration.ofMinutes(1));
		push(other, "k");
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1"));
		await().until(() -> read(one, "acme", "t") == 200);
		assertThat(read(other, "acme", "another")).isEqualTo(200);
	}

	@Test
	void theLastEventCountsIfTwoInstancesReceiveOneEachWhileRedisIsAway() {
		Instance one = start();
		Instance other = start();
		push(one, "k");
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1"));
		await().until(() -> read(one, "globex", "t1") == 200 && read(other, "globex", "t2") == 200);
		this.redis.kill();
		push(one, "app_status_change", ",\"tenant_key\":\"globex\",\"status\":\"stop_by_tenant\"");
		await().until(() -> isStopped(one));
		this.time.pass(Duration.ofSeconds(1));
		push(other, "app_status_change", ",\"tenant_key\":\"globex\",\"status\":\"start_by_tenant\"");
		this.redis.start();
		await().atMost(Duration.ofSeconds(30)).until(() -> {
			this.time.pass(Duration.ofSeconds(6));
			return !isStopped(one) && isShared(":state");
		});
		assertThat(isStopped(other)).isFalse();
		assertThat(isStopped(start())).isFalse();
	}

	@Test
	void aStoppedTenantThatStartsWhileRedisIsAwayIsServedByAllWhenRedisIsBack() {
		Instance one = start();
		this.redis.kill();
		push(one, "k");
		push(one, "app_status_change", ",\"tenant_key\":\"globex\",\"status\":\"stop_by_tenant\"");
		await().until(() -> isStopped(one));
		this.time.pass(Duration.ofSeconds(1));
		push(one, "app_status_change", ",\"tenant_key\":\"globex\",\"status\":\"start_by_tenant\"");
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1"));
		await().until(() -> read(one, "globex", "t") == 200);
		this.redis.start();
		await().atMost(Duration.ofSeconds(30)).until(() -> isShared(":state") && isShared(":value"));
		Instance other = start();
		assertThat(read(other, "globex", "another")).isEqualTo(200);
	}

	@Test
	void aTicketStoredByAnOlderVersionIsUsed() {
		Instance one = start();
		push(one, "k");
		await().until(() -> isShared(":value"));
		storeTicket(one, "[{\"ticket\":\"k\",\"receivedAt\":%d}]".formatted(this.time.instant().toEpochMilli()));
		stopAll();
		feishu.forgetCalls();
		feishu.answers("t", "t-acme-k", FeishuServer.oneInterview("1"));
		assertThat(read(start(), "acme", "t")).isEqualTo(200);
		assertThat(store.resends()).isEmpty();
	}

	private void storeTicket(Instance instance, String json) {
		byte[] context = (Sandbox.APP_ID + " app ticket").getBytes(StandardCharsets.UTF_8);
		byte[] value = instance.context()
			.getBean(ValueCipher.class)
			.encrypt(json.getBytes(StandardCharsets.UTF_8), context);
		byte[] name = ticketKey().getBytes(StandardCharsets.UTF_8);
		assertThat(instance.context()
			.getBean(RedisCommandExecutor.class)
			.execute((commands) -> commands.set(name, value))
			.block()).isEqualTo("OK");
	}

	private void pushTicket(Instance instance, String ticket, Instant issuedAt) {
		store.issuesTokensFor(ticket);
		store.push(instance, this.time, ticketEvent(ticket, issuedAt));
	}

	private static String ticketEvent(String ticket, Instant issuedAt) {
		return FeishuEvents.SANDBOX.appEvent(UUID.randomUUID().toString(), issuedAt.getEpochSecond() + ".0",
				"app_ticket", ",\"app_ticket\":\"%s\"".formatted(ticket));
	}

	private boolean isShared(String suffix) {
		return this.redis.keys().stream().anyMatch((key) -> key.endsWith(suffix));
	}

	private String ticketInRedis() {
		return this.redis.cli("GET", ticketKey());
	}

	private String ticketKey() {
		return this.redis.keys().stream().filter((key) -> key.endsWith(":value")).findFirst().orElseThrow();
	}

	private static double handled(Instance instance, String outcome) {
		return instance.context()
			.getBean(MeterRegistry.class)
			.find("interviews.events")
			.tags("type", "app_ticket", "outcome", outcome)
			.counters()
			.stream()
			.mapToDouble(Counter::count)
			.sum();
	}

}
