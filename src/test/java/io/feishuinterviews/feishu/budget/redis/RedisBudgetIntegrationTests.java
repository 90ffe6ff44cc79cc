package io.feishuinterviews.feishu.budget.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.feishuinterviews.RedisServer;
import io.feishuinterviews.feishu.budget.UpstreamLimits;
import io.feishuinterviews.feishu.budget.permit.CallsOfAge;
import io.feishuinterviews.feishu.budget.permit.PermitSource.Priority;
import io.feishuinterviews.feishu.budget.redis.SharedBudget.BudgetRequest;
import io.feishuinterviews.feishu.budget.redis.SharedBudget.OwnCall;
import io.feishuinterviews.redis.RedisCommandExecutor;
import io.feishuinterviews.redis.TestRedisCommandExecutor;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.api.sync.RedisCommands;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The script in a real Redis. Times are those of Redis.
 */
@Tag("redis")
class RedisBudgetIntegrationTests {

	private static final String NAME = "{test}";

	private static final List<Priority> PRIORITIES = List.of(Priority.values());

	private static final SharingTimes TIMES = new SharingTimes(Duration.ofMillis(5), Duration.ofSeconds(1),
			Duration.ofSeconds(1), Duration.ofSeconds(60));

	private static RedisServer server;

	private static RedisClient client;

	private static RedisCommandExecutor gate;

	private static RedisCommands<String, String> redis;

	private int names;

	@BeforeAll
	static void start() {
		server = new RedisServer();
		client = RedisClient.create(server.url());
		gate = TestRedisCommandExecutor.of(client);
		redis = client.connect().sync();
	}

	@AfterAll
	static void stop() {
		client.shutdown();
		server.close();
	}

	@BeforeEach
	void empty() {
		redis.flushall();
	}

	@RepeatedTest(25)
	void neverGrantsMoreThanTheLimitsInAnyPeriod(RepetitionInfo repetition) throws InterruptedException {
		Random random = new Random(repetition.getCurrentRepetition());
		int second = 1 + random.nextInt(8);
		int minute = 5 + random.nextInt(15);
		UpstreamLimits limits = limits(second, 40, minute, 150);
		List<RedisBudget> budgets = IntStream.range(0, 3).mapToObj((i) -> registered("i" + i, limits)).toList();
		Map<String, Double> calls = new TreeMap<>();
		Map<String, Double> background = new TreeMap<>();
		List<String> granted = new ArrayList<>();
		for (int i = 0; i < 60; i++) {
			TimeUnit.MILLISECONDS.sleep(random.nextInt(7));
			String name = "call-" + i;
			Priority priority = PRIORITIES.get(random.nextInt(PRIORITIES.size()));
			BudgetState state = budgets.get(random.nextInt(3)).acquire(priority, request(name)).block();
			if (state.isGranted()) {
				granted.add(name);
			}
			read("calls", calls);
			read("background", background);
		}
		assertThat(granted).isNotEmpty();
		assertThat(calls.keySet()).containsAll(granted);
		assertStrict(calls, second, 45);
		assertStrict(calls, minute, 155);
		assertStrict(background, Math.max(1, second / 2), 45);
		assertStrict(background, Math.max(1, minute / 2), 155);
	}

	private static void read(String key, Map<String, Double> times) {
		for (ScoredValue<String> call : redis.zrangeWithScores(NAME + ":" + key, 0, -1)) {
			times.put(call.getValue(), call.getScore());
		}
	}

	private static void assertStrict(Map<String, Double> calls, int limit, double millis) {
		List<Double> times = calls.values().stream().sorted().toList();
		for (int i = limit; i < times.size(); i++) {
			assertThat(times.get(i) - times.get(i - limit)).isGreaterThanOrEqualTo(millis - 0.001);
		}
	}

	@Test
	void returnsTheTimeUntilAPermitIsAvailable() {
		RedisBudget budget = registered("a", limits(2, 10_000, 1000, 60_000));
		assertThat(acquire(budget, Priority.CLIENT).isGranted()).isTrue();
		assertThat(acquire(budget, Priority.CLIENT).isGranted()).isTrue();
		BudgetState state = acquire(budget, Priority.CLIENT);
		assertThat(state.isGranted()).isFalse();
		assertThat(state.delayMillis()).isBetween(1L, 10_005L);
		assertThat(state.limit()).isEqualTo(1);
		assertThat(state.used().second()).isEqualTo(2);
	}

	@Test
	void keepsATenthOfTheMinuteForClientsWithFewCalls() {
		RedisBudget budget = registered("a", limits(1000, 1000, 20, 60_000));
		assertThat(grants(budget, Priority.BUSY_CLIENT, 30)).isEqualTo(18);
		assertThat(acquire(budget, Priority.BACKGROUND).limit()).isEqualTo(2);
		assertThat(grants(budget, Priority.CLIENT, 30)).isEqualTo(2);
	}

	@Test
	void grantsHalfOfEachLimitToBackgroundRefreshesOfAllInstances() {
		UpstreamLimits limits = limits(10, 60_000, 1000, 60_000);
		RedisBudget one = registered("a", limits);
		RedisBudget other = registered("b", limits);
		assertThat(grants(one, Priority.BACKGROUND, 3) + grants(other, Priority.BACKGROUND, 10)).isEqualTo(5);
		assertThat(grants(one, Priority.CLIENT, 10)).isEqualTo(5);
	}

	@Test
	void grantsAPermitAgainThatWasGivenBack() {
		RedisBudget budget = registered("a", limits(2, 60_000, 1000, 60_000));
		budget.acquire(Priority.BACKGROUND, request("unused")).block();
		assertThat(acquire(budget, Priority.BACKGROUND).isGranted()).isFalse();
		budget.cancel("unused").block();
		assertThat(acquire(budget, Priority.BACKGROUND).isGranted()).isTrue();
	}

	@Test
	void keepsTheShareOfAnInstanceThatTakesItsPermitsAlone() {
		UpstreamLimits limits = limits(50, 60_000, 1000, 60_000);
		RedisBudget one = registered("a", limits);
		budget("b", limits, TIMES).report(false, request("b", 2)).block();
		assertThat(grants(one, Priority.CLIENT, 60)).isEqualTo(25);
	}

	@Test
	void keepsTheShareOfASilentInstance() {
		UpstreamLimits limits = limits(50, 60_000, 1000, 60_000);
		SharingTimes times = new SharingTimes(TIMES.transit(), TIMES.expiry(), TIMES.heartbeat(), Duration.ofMillis(1));
		RedisBudget one = budget("a", limits, times);
		budget("b", limits, times).report(true, request("b", 2)).block();
		one.report(true, request("a", 2)).block();
		await().until(() -> one.report(true, request("a", 2)).block().instances() == 2);
		assertThat(grants(one, Priority.CLIENT, 60)).isEqualTo(25);
	}

	@Test
	void grantsTheShareOfAnInstanceThatHasLeft() {
		UpstreamLimits limits = limits(50, 60_000, 1000, 60_000);
		RedisBudget one = registered("a", limits);
		RedisBudget other = budget("b", limits, TIMES);
		other.report(false, request("b", 2)).block();
		other.leave().block();
		BudgetState state = acquire(one, Priority.CLIENT);
		assertThat(state.instances()).isEqualTo(1);
		assertThat(grants(one, Priority.CLIENT, 60)).isEqualTo(49);
	}

	@Test
	void keepsTheSharesOfExpectedInstances() {
		RedisBudget one = registered("a", limits(50, 60_000, 1000, 60_000));
		BudgetState state = one.acquire(Priority.CLIENT, new BudgetRequest("call", 0, List.of(), 0, 1, 5, false))
			.block();
		assertThat(state.instances()).isEqualTo(5);
		int grants = 1;
		while (one.acquire(Priority.CLIENT, new BudgetRequest("call-" + grants, 0, List.of(), 0, 1, 5, false))
			.block()
			.isGranted()) {
			grants++;
		}
		assertThat(grants).isEqualTo(10);
	}

	@Test
	void countsReportedCallsFromTheTimeWhenTheyWereMade() {
		RedisBudget budget = registered("a", limits(10, 60_000, 1000, 120_000));
		long now = TimeUnit.HOURS.toNanos(1);
		List<OwnCall> calls = List.of(new OwnCall("new", Priority.CLIENT, now),
				new OwnCall("old", Priority.BACKGROUND, now - TimeUnit.SECONDS.toNanos(100)),
				new OwnCall("too old", Priority.CLIENT, now - TimeUnit.SECONDS.toNanos(200)));
		BudgetState state = budget.report(true, new BudgetRequest("report", now, calls, 0, 1, 0, false)).block();
		assertThat(state.used().second()).isEqualTo(1);
		assertThat(state.used().minute()).isEqualTo(2);
		assertThat(state.used().backgroundMinute()).isEqualTo(1);
		// again, since the response may have been lost
		assertThat(budget.report(true, new BudgetRequest("report", now, calls, 0, 1, 0, false)).block().used().minute())
			.isEqualTo(2);
	}

	@Test
	void returnsTheCallsOfTheLastMinuteByAgeOnDemand() {
		RedisBudget budget = registered("a", limits(10, 1000, 1000, 60_000));
		assertThat(acquire(budget, Priority.BACKGROUND).byAge()).isEmpty();
		List<OwnCall> reported = List.of(new OwnCall("old", Priority.CLIENT, -59_900_000_000L),
				new OwnCall("older", Priority.CLIENT, -30_000_000_000L));
		BudgetState state = budget.report(true, new BudgetRequest("report", 0, reported, 1, 1, 0, true)).block();
		List<CallsOfAge> byAge = state.byAge();
		assertThat(byAge).hasSize(60).isSortedAccordingTo(Comparator.comparing(CallsOfAge::age).reversed());
		assertThat(byAge.get(0)).isEqualTo(new CallsOfAge(Duration.ofMillis(59_004), 1, 0));
		assertThat(byAge.stream().mapToInt(CallsOfAge::background).sum()).isEqualTo(1);
		assertThat(byAge.stream().mapToInt(CallsOfAge::all).sum()).isEqualTo(3).isEqualTo(state.used().minute());
	}

	@Test
	void countsFromAnotherTimeOnceItHasLostItsData() throws InterruptedException {
		RedisBudget budget = registered("a", limits(10, 1000, 1000, 60_000));
		long before = acquire(budget, Priority.CLIENT).since();
		assertThat(acquire(budget, Priority.CLIENT).since()).isEqualTo(before);
		TimeUnit.MILLISECONDS.sleep(2);
		redis.flushall();
		assertThat(acquire(budget, Priority.CLIENT).since()).isGreaterThan(before);
	}

	@Test
	void grantsNothingToAnInstanceThatItDoesNotKnow() {
		RedisBudget budget = registered("a", limits(10, 60_000, 1000, 60_000));
		redis.flushall();
		assertThat(acquire(budget, Priority.CLIENT).isUnknown()).isTrue();
		assertThat(budget.report(false, request("a")).block().isUnknown()).isTrue();
		assertThat(acquire(budget, Priority.CLIENT).isGranted()).isTrue();
	}

	@Test
	void countsInstancesThatLackPermits() {
		UpstreamLimits limits = limits(1, 60_000, 1000, 60_000);
		RedisBudget one = registered("a", limits);
		RedisBudget other = registered("b", limits);
		grants(one, Priority.CLIENT, 2);
		assertThat(acquire(other, Priority.CLIENT).competing()).isEqualTo(2);
	}

	@Test
	void recoversWhenTheClockOfRedisIsSetBack() {
		RedisBudget budget = registered("a", limits(2, 300, 1000, 60_000));
		double future = (System.currentTimeMillis() + TimeUnit.DAYS.toMillis(1));
		redis.zadd(NAME + ":calls", future, "one");
		redis.zadd(NAME + ":calls", future, "two");
		assertThat(acquire(budget, Priority.CLIENT).isGranted()).isFalse();
		await().untilAsserted(() -> assertThat(acquire(budget, Priority.CLIENT).isGranted()).isTrue());
	}

	@Test
	void sendsTheScriptAgainIfRedisHasForgottenIt() {
		RedisBudget budget = registered("a", limits(10, 60_000, 1000, 60_000));
		redis.scriptFlush();
		assertThat(acquire(budget, Priority.CLIENT).isGranted()).isTrue();
	}

	@Test
	void usesKeysOfOneHashSlotThatExpire() {
		RedisBudget budget = registered("a", limits(10, 1000, 1000, 60_000));
		acquire(budget, Priority.BACKGROUND);
		assertThat(redis.keys("*"))
			.containsExactlyInAnyOrder(NAME + ":calls", NAME + ":background", NAME + ":instances")
			.allSatisfy((key) -> assertThat(redis.pttl(key)).isBetween(1L, 60_005L));
	}

	@Test
	void neverExceedsTheLimitWhenInstancesRequestPermitsConcurrently() {
		UpstreamLimits limits = limits(50, 60_000, 1000, 60_000);
		List<RedisBudget> budgets = IntStream.range(0, 3).mapToObj((i) -> registered("i" + i, limits)).toList();
		long granted = Flux.range(0, 210)
			.flatMap((i) -> budgets.get(i % 3)
				.acquire(Priority.CLIENT, request("call-" + i))
				.subscribeOn(Schedulers.boundedElastic()))
			.filter(BudgetState::isGranted)
			.count()
			.block();
		assertThat(granted).isEqualTo(50);
	}

	private int grants(RedisBudget budget, Priority priority, int attempts) {
		return (int) IntStream.range(0, attempts).filter((i) -> acquire(budget, priority).isGranted()).count();
	}

	private BudgetState acquire(RedisBudget budget, Priority priority) {
		return budget.acquire(priority, request("call-" + this.names++)).block();
	}

	private static RedisBudget registered(String instance, UpstreamLimits limits) {
		RedisBudget budget = budget(instance, limits, TIMES);
		budget.report(false, request(instance)).block();
		budget.report(true, request(instance)).block();
		return budget;
	}

	private static RedisBudget budget(String instance, UpstreamLimits limits, SharingTimes times) {
		return new RedisBudget(gate, NAME, instance, limits, times);
	}

	private static BudgetRequest request(String name) {
		return request(name, 1);
	}

	private static BudgetRequest request(String name, int instances) {
		return new BudgetRequest(name, 0, List.of(), 0, instances, 0, false);
	}

	private static UpstreamLimits limits(int second, int secondMillis, int minute, int minuteMillis) {
		return new UpstreamLimits(limit(second, secondMillis), limit(minute, minuteMillis));
	}

	private static RateLimiterConfig limit(int limit, int millis) {
		return RateLimiterConfig.custom()
			.limitForPeriod(limit)
			.limitRefreshPeriod(Duration.ofMillis(millis))
			.timeoutDuration(Duration.ofSeconds(1))
			.build();
	}

}
