package io.feishuinterviews.feishu.budget.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.feishuinterviews.feishu.budget.BudgetMetrics;
import io.feishuinterviews.feishu.budget.ClientUsage;
import io.feishuinterviews.feishu.budget.UpstreamBudget;
import io.feishuinterviews.feishu.budget.UpstreamLimits;
import io.feishuinterviews.feishu.budget.permit.PermitSource.AcquireResult;
import io.feishuinterviews.feishu.budget.permit.PermitSource.Permit;
import io.feishuinterviews.feishu.budget.permit.PermitSource.Priority;
import io.feishuinterviews.feishu.budget.permit.PermitSource.Wait;
import io.feishuinterviews.interview.Demand;
import io.feishuinterviews.interview.UpstreamShares;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several instances and a Redis that fails, in virtual time.
 */
@Tag("slow")
class SharedPermitsTests {

	private static final UpstreamLimits LIMITS = new UpstreamLimits(limit(50, 1), limit(1000, 60));

	private static final SharingTimes TIMES = SharingTimes.DEFAULT;

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private UpstreamLimits limits = LIMITS;

	private InMemoryRedis redis = new InMemoryRedis(LIMITS, TIMES, this.time);

	private final List<SharedPermits> permits = new ArrayList<>();

	private final List<UpstreamBudget> budgets = new ArrayList<>();

	/**
	 * When calls have reached Feishu, in milliseconds.
	 */
	private final List<Long> arrivals = new ArrayList<>();

	@Test
	void takesPermitsFromRedisSoonAfterTheStart() {
		start(1);
		pass(2000);
		assertThat(this.permits.get(0).share()).isEqualTo(1);
		ask(0, 120);
		pass(3000);
		assertThat(this.arrivals).hasSize(120);
		assertStrict();
		assertThat(this.redis.calls()).isEqualTo(120);
	}

	@Test
	void sharesTheLimitAmongInstances() {
		start(3);
		pass(3000);
		for (int i = 0; i < 3; i++) {
			ask(i, 70);
		}
		pass(10_000);
		assertThat(this.arrivals).hasSize(210);
		assertStrict();
		assertThat(max(1000)).isEqualTo(50);
		assertThat(this.arrivals.get(209) - this.arrivals.get(0)).isLessThan(6000);
	}

	@Test
	void takesATenthOfTheLimitsIfItHasNeverMetRedis() {
		this.redis.kill();
		start(1);
		pass(3000);
		ask(0, 20);
		pass(500);
		assertThat(this.arrivals).hasSize(5);
	}

	@Test
	void callsFeishuWithin100MillisecondsAfterRedisIsLost() {
		start(3);
		pass(10_000);
		this.redis.kill();
		long lost = now();
		IntStream.range(0, 3).forEach((i) -> ask(i, 5));
		pass(1000);
		assertThat(this.arrivals).hasSize(15)
			.allSatisfy((arrival) -> assertThat(arrival - lost).isLessThanOrEqualTo(110));
		assertThat(this.permits).allSatisfy((source) -> assertThat(source.share()).isEqualTo(1.0 / 3));
	}

	@Test
	void takesItsShareOfTheLimitsWhileRedisIsAway() {
		start(3);
		pass(3000);
		this.redis.kill();
		pass(5000);
		ask(0, 50);
		pass(1000);
		assertThat(this.arrivals).hasSize(16);
	}

	@Test
	void takesAllOfTheLimitsWhileRedisIsAwayIfItIsTheOnlyInstance() {
		start(1);
		pass(3000);
		this.redis.kill();
		pass(5000);
		assertThat(this.permits.get(0).share()).isEqualTo(1);
		ask(0, 50);
		pass(900);
		assertThat(this.arrivals).hasSize(50);
	}

	@Test
	void reportsItsCallsWhenRedisIsBack() {
		start(2);
		pass(3000);
		ask(0, 20);
		pass(1000);
		this.redis.kill();
		pass(2000);
		ask(1, 10);
		pass(1000);
		assertThat(this.redis.calls()).isZero();
		this.redis.start();
		pass(2000);
		assertThat(this.redis.calls()).isEqualTo(30);
		assertThat(this.permits).allSatisfy((source) -> assertThat(source.share()).isEqualTo(1));
	}

	@Test
	void keepsToItsShareUntilTheOtherInstancesAreBack() {
		start(3);
		pass(3000);
		this.redis.kill();
		pass(2000);
		this.redis.start();
		this.redis.cutOff("i1");
		this.redis.cutOff("i2");
		pass(3000);
		ask(0, 50);
		pass(900);
		// the rest is kept for the two
		assertThat(this.arrivals).hasSizeBetween(16, 18);
	}

	@ParameterizedTest
	@ValueSource(ints = { 100, 300, 500, 700, 900, 1100, 1300, 1500 })
	void oldCallsThatOtherInstancesReportAgainDoNotDelayNewCalls(int sinceStart) {
		start(3);
		pass(3000);
		IntStream.range(0, 3).forEach((i) -> ask(i, 100));
		pass(10_000);
		this.redis.kill();
		pass(2000);
		this.redis.start();
		pass(sinceStart);
		ask(0, 10);
		pass(2000);
		assertThat(this.arrivals).hasSize(310);
	}

	@Test
	void permitIsRequestedAgainAfterASecondWhileRedisIsAway() {
		start(3);
		pass(3000);
		this.redis.kill();
		pass(2000);
		SharedPermits alone = this.permits.get(0);
		AcquireResult result = useUp(alone);
		assertThat(alone.estimateWait(Priority.CLIENT, 0).time()).isGreaterThan(Duration.ofSeconds(20));
		assertThat(result).isEqualTo(new Wait(Duration.ofSeconds(1), "feishu-minute"));
	}

	@Test
	void callThatIsEstimatedShortlyBeforePermitsComeFromRedisWaitsForThem() {
		start(3);
		pass(3000);
		this.redis.cutOff("i0");
		pass(2000);
		SharedPermits alone = this.permits.get(0);
		useUp(alone);
		assertThat(alone.estimateWait(Priority.CLIENT, 0).time()).isGreaterThan(Duration.ofSeconds(20));
		this.redis.reconnect("i0");
		pass(500);
		assertThat(alone.share()).isLessThan(1);
		assertThat(alone.estimateWait(Priority.CLIENT, 0).time()).isLessThan(Duration.ofMillis(1350));
	}

	@Test
	void redisLearnsAllCallsAgainWhenItLosesItsDataTwice() {
		start(3);
		pass(3000);
		IntStream.range(0, 3).forEach((i) -> ask(i, 50));
		pass(5000);
		this.redis.forget();
		pass(600);
		this.redis.forget();
		pass(2000);
		assertThat(this.redis.calls()).isEqualTo(150);
	}

	@Test
	void callsAreNotRefusedWhenRedisIsStartedAgainUnderLoad() {
		start(3);
		pass(3000);
		askSteadily(3, 600);
		this.redis.kill();
		pass(1000);
		this.redis.start();
		askSteadily(3, 900);
		pass(10_000);
		assertThat(this.arrivals).hasSize(1500);
	}

	@Test
	void callsOfAnInstanceThatStartsUnderLoadAreNotRefused() {
		start(2);
		pass(3000);
		askSteadily(2, 900);
		start(1);
		askSteadily(3, 900);
		pass(10_000);
		assertThat(this.arrivals).hasSize(1800);
	}

	@Test
	void callsAreNotRefusedWhenInstancesReachRedisAgainOneAfterAnother() {
		start(3);
		pass(3000);
		askSteadily(3, 840);
		InMemoryRedis.names(3).forEach(this.redis::cutOff);
		this.redis.forget();
		pass(500);
		for (String name : InMemoryRedis.names(3)) {
			this.redis.reconnect(name);
			askSteadily(3, 20);
		}
		askSteadily(3, 840);
		pass(10_000);
		assertThat(this.arrivals).hasSize(840 + 60 + 840);
	}

	@Test
	void burstOfAnotherInstanceCountsWhileThisInstanceReachesRedisAgain() {
		start(3);
		pass(3000);
		this.redis.cutOff("i0");
		pass(300);
		this.redis.reconnect("i0");
		ask(1, 50);
		pass(300);
		for (int i = 0; i < 10; i++) {
			ask(0, 10);
			pass(200);
		}
		assertStrict();
	}

	@Test
	void instanceReportsItsCallsAgainIfTheResponseThatToldOfTheLossIsLost() {
		start(2);
		pass(3000);
		ask(0, 50);
		pass(3000);
		this.redis.forget();
		this.redis.loseNextResponse("i0");
		this.redis.loseNextResponse("i1");
		pass(500);
		assertThat(this.redis.calls()).isEqualTo(50);
		assertThat(this.permits).allSatisfy((source) -> assertThat(source.share()).isEqualTo(0.5));
		pass(2000);
		assertThat(this.permits).allSatisfy((source) -> assertThat(source.share()).isEqualTo(1));
	}

	@Test
	void noticesThatRedisHasForgottenItsCalls() {
		start(2);
		pass(3000);
		ask(0, 20);
		pass(200);
		this.redis.forget();
		ask(1, 50);
		pass(500);
		assertStrict();
		pass(10_000);
		assertStrict();
		assertThat(this.arrivals).hasSize(70);
	}

	/**
	 * All instances call Feishu, so each knows what the others do. An instance that has
	 * made no call for a while can only assume it.
	 */
	@RepeatedTest(100)
	void neverExceedsTheLimitsWhileRedisFailsRepeatedly(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		if (repetition.getCurrentRepetition() % 2 == 0) {
			this.limits = new UpstreamLimits(limit(50, 1), limit(200, 60));
			this.redis = new InMemoryRedis(this.limits, TIMES, this.time);
		}
		int instances = 2 + random.nextInt(3);
		start(instances);
		for (int i = 0; i < 300; i++) {
			pass(random.nextInt(100));
			for (int instance = 0; instance < instances; instance++) {
				for (int call = random.nextInt(6); call >= 0; call--) {
					ask(instance, random.nextInt(100), random.nextInt(4) == 0);
				}
			}
			switch (random.nextInt(60)) {
				case 0 -> this.redis.kill();
				case 1, 2 -> this.redis.start();
				case 3 -> this.redis.forget();
				default -> {
				}
			}
		}
		pass(20_000);
		assertThat(this.arrivals).isNotEmpty();
		assertStrict();
	}

	private void start(int instances) {
		int last = this.budgets.size() + instances;
		for (String name : InMemoryRedis.names(last).subList(last - instances, last)) {
			SharedPermits source = new SharedPermits(this.redis.budget(name),
					new KnownBudget(name, this.limits, TIMES, this.time, Membership.UNKNOWN_INSTANCES));
			this.permits.add(source);
			this.budgets.add(new UpstreamBudget(source, new ClientUsage(this.limits.minute(), UpstreamShares.UNLIMITED),
					Duration.ofMillis(7500), this.time, new BudgetMetrics(new SimpleMeterRegistry())));
			new Heartbeat(source, TIMES.heartbeat(), this.time).start();
			pass(100);
		}
	}

	/**
	 * Make 14 calls in a second, which are 840 in a minute.
	 */
	private void askSteadily(int instances, int calls) {
		for (int i = 0; i < calls; i++) {
			ask(i % instances, 1);
			pass(1000 / 14);
		}
	}

	/**
	 * Make calls as long as there are permits, and return why there is none.
	 */
	private AcquireResult useUp(SharedPermits permits) {
		AcquireResult result = acquire(permits);
		while (result instanceof Permit permit) {
			permit.scheduleRelease();
			pass(100);
			result = acquire(permits);
		}
		return result;
	}

	private static AcquireResult acquire(SharedPermits permits) {
		return permits.tryAcquire(Priority.CLIENT).toCompletableFuture().join();
	}

	private void ask(int instance, int calls) {
		IntStream.range(0, calls).forEach((i) -> ask(instance, 10, false));
	}

	private void ask(int instance, int transit, boolean background) {
		this.budgets.get(instance)
			.limit(Mono.delay(Duration.ofMillis(transit), this.time).doOnNext((x) -> this.arrivals.add(now())),
					background ? Demand.background() : Demand.of("client"))
			.onErrorComplete()
			.subscribe();
	}

	private void pass(int millis) {
		this.time.advanceTimeBy(Duration.ofMillis(millis));
	}

	private long now() {
		return this.time.now(TimeUnit.MILLISECONDS);
	}

	private void assertStrict() {
		assertThat(max(1000)).isLessThanOrEqualTo(this.limits.second().getLimitForPeriod());
		assertThat(max(60_000)).isLessThanOrEqualTo(this.limits.minute().getLimitForPeriod());
	}

	private int max(long millis) {
		List<Long> sorted = this.arrivals.stream().sorted().toList();
		int max = 0;
		int first = 0;
		for (int last = 0; last < sorted.size(); last++) {
			while (sorted.get(last) - sorted.get(first) >= millis) {
				first++;
			}
			max = Math.max(max, last - first + 1);
		}
		return max;
	}

	private static RateLimiterConfig limit(int limit, int seconds) {
		return RateLimiterConfig.custom().limitForPeriod(limit).limitRefreshPeriod(Duration.ofSeconds(seconds)).build();
	}

}
