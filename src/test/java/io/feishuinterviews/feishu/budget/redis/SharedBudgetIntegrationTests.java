package io.feishuinterviews.feishu.budget.redis;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.Instance;
import io.feishuinterviews.RedisServer;
import io.feishuinterviews.TestTime;
import io.feishuinterviews.feishu.budget.permit.PermitSource;
import io.feishuinterviews.interview.Tenant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Three instances, whose clocks differ, a real Redis, and the limit of a second as
 * shipped.
 */
@Tag("redis")
class SharedBudgetIntegrationTests {

	private static final FeishuServer feishu = new FeishuServer();

	private static RedisServer redis;

	private static List<Instance> instances;

	private static int talents;

	@BeforeAll
	static void start() {
		redis = new RedisServer();
		instances = IntStream.range(0, 3).mapToObj(SharedBudgetIntegrationTests::instance).toList();
	}

	private static Instance instance(int days) {
		TestTime time = new TestTime();
		time.pass(Duration.ofDays(days));
		return new Instance(feishu, time, "--spring.data.redis.url=" + redis.url(),
				"--resilience4j.timelimiter.instances.feishu-deadline.timeout-duration=20s",
				// all tests together make more calls
				"--resilience4j.ratelimiter.instances.feishu-minute.limit-for-period=100000");
	}

	@AfterAll
	static void stop() {
		if (instances != null) {
			instances.forEach(Instance::close);
		}
		redis.close();
	}

	@BeforeEach
	void startAnew() {
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1"));
		awaitSharing();
		// a machine that compiles what it runs for the first time is slow
		for (int i = 0; i < 3; i++) {
			ask(30).forEach(CompletableFuture::join);
		}
		await().pollDelay(Duration.ofMillis(1500)).untilAsserted(() -> awaitSharing());
		feishu.forgetCalls();
	}

	private static void awaitSharing() {
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(instances)
				.allSatisfy((instance) -> assertThat(permits(instance).share()).isEqualTo(1)));
	}

	@Test
	void instancesTogetherUseMostOfFeishusLimitAndNeverExceedIt() {
		assertAnswered(ask(210));
		assertThat(feishu.calls()).hasSize(210);
		assertThat(max()).isBetween(30, 50);
	}

	@Test
	void instancesNeverExceedFeishusLimitWhenRedisIsKilledAndStartedAgain() {
		List<CompletableFuture<HttpResponse<String>>> answers = ask(150);
		await().until(() -> feishu.calls().size() >= 60);
		redis.kill();
		await().until(() -> feishu.calls().size() >= 90);
		redis.start();
		assertAnswered(answers);
		assertAnswered(ask(60));
		assertThat(max()).isLessThanOrEqualTo(50);
	}

	@Test
	void instancesNeverExceedFeishusLimitWhenRedisIsPaused() {
		List<CompletableFuture<HttpResponse<String>>> answers = ask(150);
		await().until(() -> feishu.calls().size() >= 60);
		redis.pause();
		try {
			await().until(() -> feishu.calls().size() >= 90);
		}
		finally {
			redis.resume();
		}
		assertAnswered(answers);
		assertAnswered(ask(60));
		assertThat(max()).isLessThanOrEqualTo(50);
	}

	@Test
	void instancesUseTheirSharesWhileRedisIsDownAndReportTheirCallsAfterwards() {
		redis.kill();
		try {
			assertAnswered(ask(30));
			assertThat(instances)
				.allSatisfy((instance) -> assertThat(permits(instance).share()).isLessThanOrEqualTo(1.0 / 3));
		}
		finally {
			redis.start();
		}
		awaitSharing();
		String calls = redis.keys().stream().filter((key) -> key.endsWith(":calls")).findFirst().orElseThrow();
		// those of the warm-up, too
		await().untilAsserted(() -> assertThat(Integer.parseInt(redis.cli("ZCARD", calls))).isGreaterThanOrEqualTo(30));
	}

	@Test
	void instancesForgetAnInstanceThatStops() {
		String members = redis.keys().stream().filter((key) -> key.endsWith(":instances")).findFirst().orElseThrow();
		int before = Integer.parseInt(redis.cli("HLEN", members));
		Instance another = instance(0);
		await().until(() -> Integer.parseInt(redis.cli("HLEN", members)) == before + 1);
		another.close();
		assertThat(Integer.parseInt(redis.cli("HLEN", members))).isEqualTo(before);
	}

	@Test
	void budgetInRedisContainsNeitherTalentsNorTheApp() {
		ask(3).forEach(CompletableFuture::join);
		String keys = String.join(" ", redis.keys());
		assertThat(keys).contains(":calls", ":instances").doesNotContain("cli_", "budget-");
		String calls = redis.keys().stream().filter((key) -> key.endsWith(":calls")).findFirst().orElseThrow();
		assertThat(redis.cli("ZRANGE", calls, "0", "-1").lines()).isNotEmpty()
			.allSatisfy((name) -> assertThat(name).matches("[0-9a-f-]{13}:\\d+"));
	}

	/**
	 * Request talents that were not requested before, each instance in turn.
	 */
	private static List<CompletableFuture<HttpResponse<String>>> ask(int count) {
		return IntStream.range(0, count)
			.mapToObj((i) -> instances.get(i % 3).ask("/talents/budget-%d/interviews".formatted(talents++)))
			.toList();
	}

	private static void assertAnswered(List<CompletableFuture<HttpResponse<String>>> answers) {
		assertThat(answers).map(CompletableFuture::join)
			.allSatisfy((response) -> assertThat(response.statusCode()).as(response.body()).isEqualTo(200));
	}

	/**
	 * Return how many calls Feishu has had at most in any second, less the time by which
	 * a busy machine delays some of them.
	 */
	private static int max() {
		return FeishuServer.most(feishu.calls(), Duration.ofMillis(850));
	}

	private static PermitSource permits(Instance instance) {
		return instance.context().getBean(SharedPermitSources.class).of(Tenant.OWN);
	}

}
