package io.feishuinterviews.feishu.budget;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.feishuinterviews.feishu.budget.permit.LocalPermits;
import io.feishuinterviews.feishu.budget.permit.PermitSource;
import io.feishuinterviews.interview.Demand;
import io.feishuinterviews.interview.UpstreamShares;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class UpstreamBudgetTests {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final MeterRegistry meters = new SimpleMeterRegistry();

	private final List<Arrival> arrivals = new ArrayList<>();

	private final List<Duration> refusals = new ArrayList<>();

	private UpstreamShares shares = UpstreamShares.UNLIMITED;

	@Property(tries = 200)
	void neverExceedsTheLimitsInAnySecondOrMinute(
			@ForAll @Size(min = 1, max = 200) List<@IntRange(max = 300) Integer> pauses,
			@ForAll @Size(200) List<@IntRange(max = 99) Integer> transits,
			@ForAll @Size(200) List<@IntRange(max = 4) Integer> clients,
			@ForAll @IntRange(min = 1, max = 10) int second, @ForAll @IntRange(min = 1, max = 60) int minute,
			@ForAll @IntRange(max = 20) int sourceDelay) {
		PermitSource local = new LocalPermits(limit(second, 1), limit(minute, 10), this.time);
		UpstreamBudget budget = budget(
				(sourceDelay == 0) ? local : new SlowSource(local, Duration.ofMillis(sourceDelay)), minute, 10);
		for (int i = 0; i < pauses.size(); i++) {
			this.time.advanceTimeBy(Duration.ofMillis(pauses.get(i)));
			int client = clients.get(i);
			ask(budget, String.valueOf(client), (client > 0) ? Demand.of("client-" + client) : Demand.background(),
					Duration.ofMillis(transits.get(i)));
		}
		this.time.advanceTimeBy(Duration.ofHours(1));
		List<Long> all = this.arrivals.stream().map(Arrival::time).sorted().toList();
		assertThat(all).isNotEmpty();
		assertStrict(all, second, 1);
		assertStrict(all, minute, 10);
		List<Long> background = this.arrivals.stream()
			.filter((arrival) -> arrival.id().equals("0"))
			.map(Arrival::time)
			.sorted()
			.toList();
		assertStrict(background, Math.max(1, second / 2), 1);
		assertStrict(background, Math.max(1, minute / 2), 10);
		assertThat(budget.waiting() + budget.waitingInBackground()).isZero();
		assertThat(this.arrivals.size() + this.refusals.size()).isEqualTo(pauses.size());
		this.arrivals.clear();
		this.refusals.clear();
	}

	private static void assertStrict(List<Long> times, int limit, int seconds) {
		for (int i = limit; i < times.size(); i++) {
			assertThat(times.get(i) - times.get(i - limit)).isGreaterThanOrEqualTo(seconds * 1000L);
		}
	}

	@Test
	void grantsCallsUpToTheLimitImmediatelyAndTheRestInOrder() {
		UpstreamBudget budget = budget(50, 1000);
		IntStream.range(0, 500).forEach((i) -> ask(budget, "a" + i, "a"));
		assertThat(this.arrivals).hasSize(50).extracting(Arrival::time).containsOnly(0L);
		assertThat(this.refusals).hasSize(100).containsOnly(Duration.ofSeconds(8));
		this.time.advanceTimeBy(Duration.ofSeconds(7));
		assertThat(names()).isEqualTo(IntStream.range(0, 400).mapToObj((i) -> "a" + i).toList());
		assertThat(this.arrivals.get(399).time()).isEqualTo(7000);
		Timer waits = this.meters.get("interviews.limit.wait").tag("kind", "client").timer();
		assertThat(waits.count()).isEqualTo(400);
		assertThat(waits.max(TimeUnit.SECONDS)).isEqualTo(7);
		assertThat(refused("feishu", "client")).isEqualTo(100);
	}

	@Test
	void rejectsImmediatelyWhenTheMinuteLimitWouldDelayTooLong() {
		UpstreamBudget budget = budget(new LocalPermits(limit(2, 1), limit(2, 60), this.time), 20, 60);
		ask(budget, "a", "a");
		this.time.advanceTimeBy(Duration.ofSeconds(20));
		ask(budget, "b", "b");
		ask(budget, "c", "c");
		assertThat(this.refusals).containsExactly(Duration.ofSeconds(40));
		assertThat(refused("feishu-minute", "client")).isEqualTo(1);
	}

	@Test
	void grantsPermitsToClientsInTurn() {
		UpstreamBudget budget = budget(1, 1000);
		ask(budget, "first", "a");
		for (String call : List.of("a1", "a2", "a3", "b1", "b2", "c1")) {
			ask(budget, call, call.substring(0, 1));
		}
		this.time.advanceTimeBy(Duration.ofSeconds(6));
		assertThat(names()).containsExactly("first", "a1", "b1", "c1", "a2", "b2", "a3");
	}

	@Test
	void grantsTheFirstCallOfAClientWithinASecondBehind1000OfAnother() {
		UpstreamBudget budget = budget(50, 1000);
		IntStream.range(0, 1000).forEach((i) -> ask(budget, "a" + i, "a"));
		this.time.advanceTimeBy(Duration.ofMillis(1500));
		ask(budget, "b", "b");
		this.time.advanceTimeBy(Duration.ofSeconds(10));
		assertThat(this.arrivals).filteredOn((arrival) -> arrival.id().equals("b"))
			.singleElement()
			.satisfies((arrival) -> assertThat(arrival.time()).isLessThanOrEqualTo(2500));
	}

	@Test
	void reservesATenthOfTheMinuteLimitForClientsWithFewCalls() {
		UpstreamBudget budget = budget(50, 1000);
		for (int i = 0; i < 25; i++) {
			IntStream.range(0, 50).forEach((call) -> ask(budget, "a", "a"));
			this.time.advanceTimeBy(Duration.ofSeconds(1));
		}
		assertThat(this.arrivals).hasSize(900);
		assertThat(this.refusals).isNotEmpty().allSatisfy((wait) -> assertThat(wait).isLessThan(Duration.ofMinutes(1)));
		IntStream.range(0, 110).forEach((call) -> ask(budget, "b", "b"));
		ask(budget, "background", Demand.background(), Duration.ZERO);
		this.time.advanceTimeBy(Duration.ofSeconds(3));
		assertThat(names()).hasSize(1000).doesNotContain("background").filteredOn("b"::equals).hasSize(100);
	}

	@Test
	void grantsClientsBeforeBackgroundRefreshes() {
		UpstreamBudget budget = budget(4, 1000);
		IntStream.range(0, 4).forEach((i) -> ask(budget, "a", "a"));
		ask(budget, "background", Demand.background(), Duration.ZERO);
		IntStream.range(0, 4).forEach((i) -> ask(budget, "b", "b"));
		this.time.advanceTimeBy(Duration.ofMillis(999));
		ask(budget, "late", "a");
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(names()).containsExactly("a", "a", "a", "a", "b", "late", "b", "b");
		// which has had no turn within a second
		assertThat(refused("feishu", "background")).isEqualTo(1);
	}

	@Test
	void limitsBackgroundRefreshesToHalfOfEachLimit() {
		UpstreamBudget budget = budget(50, 1000);
		for (int i = 0; i < 30; i++) {
			IntStream.range(0, 50).forEach((call) -> ask(budget, "background", Demand.background(), Duration.ZERO));
			this.time.advanceTimeBy(Duration.ofSeconds(1));
		}
		assertThat(this.arrivals).hasSize(500);
		IntStream.range(0, 50).forEach((i) -> ask(budget, "a", "a"));
		assertThat(names()).filteredOn("a"::equals).hasSize(50);
	}

	@Test
	void promotesABackgroundRefreshWhenAClientJoins() {
		UpstreamBudget budget = budget(2, 1000);
		ask(budget, "x", "x");
		ask(budget, "x", "x");
		Demand demand = Demand.background();
		ask(budget, "joined", demand, Duration.ZERO);
		assertThat(budget.waitingInBackground()).isEqualTo(1);
		IntStream.range(0, 4).forEach((i) -> ask(budget, "a", "a"));
		demand.join("b");
		assertThat(budget.waitingInBackground()).isZero();
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(names()).containsExactly("x", "x", "a", "joined");
	}

	@Test
	void grantsASharedCallInTheTurnOfItsFirstClient() {
		UpstreamBudget budget = budget(2, 1000);
		ask(budget, "x", "x");
		ask(budget, "x", "x");
		IntStream.range(0, 4).forEach((i) -> ask(budget, "a" + i, "a"));
		Demand demand = Demand.of("a");
		ask(budget, "shared", demand, Duration.ZERO);
		demand.join("b");
		this.time.advanceTimeBy(Duration.ofSeconds(10));
		assertThat(names()).containsExactly("x", "x", "a0", "shared", "a1", "a2", "a3");
	}

	@Test
	void passesPermitsOfCancelledCallsToOthers() {
		UpstreamBudget budget = budget(1, 1000);
		ask(budget, "first", "a");
		Disposable goesAway = ask(budget, "gone", "a");
		Disposable goesAwayToo = ask(budget, "gone", Demand.background(), Duration.ZERO);
		ask(budget, "stays", "a");
		goesAway.dispose();
		goesAwayToo.dispose();
		this.time.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(names()).containsExactly("first", "stays");
		assertThat(budget.waiting() + budget.waitingInBackground()).isZero();
	}

	@Test
	void passesThePermitOfAnUnmadeCallToTheNext() {
		UpstreamBudget budget = budget(1, 1000);
		CircuitBreaker breaker = CircuitBreaker.ofDefaults("feishu");
		budget.limit(Mono.error(CallNotPermittedException.createCallNotPermittedException(breaker)), Demand.of("a"))
			.onErrorComplete()
			.subscribe();
		ask(budget, "next", "a");
		assertThat(this.arrivals).containsExactly(new Arrival("next", 0L));
	}

	@Test
	void estimatesTheWaitOfEachClient() {
		UpstreamBudget budget = budget(10, 1000);
		IntStream.range(0, 80).forEach((i) -> ask(budget, "a" + i, "a"));
		IntStream.range(0, 30).forEach((i) -> ask(budget, "b", "b"));
		assertThat(budget.refusal(Demand.of("a")).waitTime()).isEqualTo(Duration.ofSeconds(11));
		assertThat(budget.refusal(Demand.of("b")).waitTime()).isEqualTo(Duration.ofSeconds(7));
		assertThat(budget.refusal(Demand.of("c")).waitTime()).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void allowsALongerWaitForAClientThatJoinedABackgroundRefresh() {
		UpstreamBudget budget = budget(1, 1000);
		ask(budget, "first", "a");
		Demand demand = Demand.background();
		ask(budget, "joined", demand, Duration.ZERO);
		IntStream.range(0, 2).forEach((i) -> ask(budget, "a", "a"));
		demand.join("a");
		this.time.advanceTimeBy(Duration.ofSeconds(10));
		assertThat(this.refusals).isEmpty();
		assertThat(names()).contains("joined");
	}

	@Test
	void refusesAClientWhoseShareIsUsedUpUntilItsFirstCallIsAMinuteAgo() {
		this.shares = (client) -> client.equals("a") ? 1 : 100;
		UpstreamBudget budget = budget(50, 1000);
		IntStream.range(0, 5).forEach((i) -> ask(budget, "a" + i, "a"));
		this.time.advanceTimeBy(Duration.ofSeconds(20));
		IntStream.range(5, 12).forEach((i) -> ask(budget, "a" + i, "a"));
		assertThat(names()).containsExactlyElementsOf(IntStream.range(0, 10).mapToObj((i) -> "a" + i).toList());
		assertThat(this.refusals).containsExactly(Duration.ofSeconds(40), Duration.ofSeconds(40));
		assertThat(refused("client-share", "client")).isEqualTo(2);
		assertThat(budget.refusal(Demand.of("a")).clientShareUsedUp()).isTrue();
		ask(budget, "b", "b");
		assertThat(names()).contains("b");
		this.time.advanceTimeBy(Duration.ofSeconds(40));
		IntStream.range(0, 6).forEach((i) -> ask(budget, "late" + i, "a"));
		assertThat(names()).contains("late4").doesNotContain("late5");
	}

	@Test
	void countsCallsThatWaitAgainstTheShareOfTheirClient() {
		this.shares = (client) -> 1;
		UpstreamBudget budget = budget(1, 1000);
		IntStream.range(0, 12).forEach((i) -> ask(budget, "a" + i, "a"));
		// of the longest wait's 8 turns, none is beyond the share
		this.time.advanceTimeBy(Duration.ofSeconds(8));
		IntStream.range(0, 12).forEach((i) -> ask(budget, "more" + i, "a"));
		this.time.advanceTimeBy(Duration.ofSeconds(50));
		assertThat(this.arrivals).hasSize(10);
	}

	@Test
	void doesNotCountAnUnmadeCallAgainstTheShareOfItsClient() {
		this.shares = (client) -> 1;
		UpstreamBudget budget = budget(50, 100);
		CircuitBreaker breaker = CircuitBreaker.ofDefaults("feishu");
		budget.limit(Mono.error(CallNotPermittedException.createCallNotPermittedException(breaker)), Demand.of("a"))
			.onErrorComplete()
			.subscribe();
		ask(budget, "made", "a");
		ask(budget, "refused", "a");
		assertThat(names()).containsExactly("made");
	}

	@Test
	void leavesACallToTheOtherClientsWhenAClientWithoutAShareJoins() {
		this.shares = (client) -> client.equals("a") ? 1 : 100;
		UpstreamBudget budget = budget(1, 100);
		ask(budget, "a", "a");
		Demand demand = Demand.of("b");
		ask(budget, "shared", demand, Duration.ZERO);
		demand.join("a");
		ask(budget, "refused", "a");
		this.time.advanceTimeBy(Duration.ofSeconds(10));
		assertThat(names()).containsExactly("a", "shared");
	}

	@Test
	void recoversAfterAFailureOfThePermitSource() {
		PermitSource local = new LocalPermits(limit(50, 1), limit(1000, 60), this.time);
		List<CompletionStage<PermitSource.AcquireResult>> failures = new ArrayList<>(
				List.of(CompletableFuture.failedFuture(new IllegalStateException("gone"))));
		UpstreamBudget budget = budget(new PermitSource() {

			@Override
			public CompletionStage<AcquireResult> tryAcquire(Priority priority) {
				return failures.isEmpty() ? local.tryAcquire(priority) : failures.remove(0);
			}

			@Override
			public Wait estimateWait(Priority priority, int ahead) {
				return local.estimateWait(priority, ahead);
			}

			@Override
			public RateLimiterConfig minute() {
				return local.minute();
			}

		}, 1000, 60);
		ask(budget, "a", "a");
		assertThat(this.arrivals).isEmpty();
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(names()).containsExactly("a");
	}

	@Test
	void returnsAPermitThatArrivesTooLate() {
		PermitSource local = new LocalPermits(limit(1, 1), limit(1000, 60), this.time);
		UpstreamBudget budget = budget(new SlowSource(local, Duration.ofMillis(10)), 1000, 60);
		ask(budget, "gone", "a").dispose();
		this.time.advanceTimeBy(Duration.ofMillis(10));
		ask(budget, "next", "b");
		this.time.advanceTimeBy(Duration.ofMillis(10));
		assertThat(this.arrivals).containsExactly(new Arrival("next", 20L));
	}

	private Disposable ask(UpstreamBudget budget, String name, String client) {
		return ask(budget, name, Demand.of(client), Duration.ZERO);
	}

	private Disposable ask(UpstreamBudget budget, String name, Demand demand, Duration transit) {
		Mono<?> call = transit.isZero() ? Mono.fromRunnable(() -> this.arrivals.add(new Arrival(name, now())))
				: Mono.delay(transit, this.time).doOnNext((x) -> this.arrivals.add(new Arrival(name, now())));
		return budget.limit(call, demand)
			.doOnError(RateLimitTimeoutException.class, (ex) -> this.refusals.add(ex.waitTime()))
			.onErrorComplete()
			.subscribe();
	}

	private List<String> names() {
		return this.arrivals.stream().map(Arrival::id).toList();
	}

	private double refused(String limit, String kind) {
		return this.meters.get("interviews.limit.refused").tag("limit", limit).tag("kind", kind).counter().count();
	}

	private long now() {
		return this.time.now(TimeUnit.MILLISECONDS);
	}

	private UpstreamBudget budget(int second, int minute) {
		return budget(new LocalPermits(limit(second, 1), limit(minute, 60), this.time), minute, 60);
	}

	private UpstreamBudget budget(PermitSource source, int minute, int seconds) {
		return new UpstreamBudget(source, new ClientUsage(limit(minute, seconds), this.shares), Duration.ofMillis(7500),
				this.time, new BudgetMetrics(this.meters));
	}

	private static RateLimiterConfig limit(int limit, int seconds) {
		return RateLimiterConfig.custom()
			.limitForPeriod(limit)
			.limitRefreshPeriod(Duration.ofSeconds(seconds))
			.timeoutDuration(Duration.ofMillis(7500))
			.build();
	}

	private record Arrival(String id, Long time) {

	}

	/**
	 * A source that is called over a network.
	 */
	private final class SlowSource implements PermitSource {

		private final PermitSource source;

		private final Duration delay;

		SlowSource(PermitSource source, Duration delay) {
			this.source = source;
			this.delay = delay;
		}

		@Override
		public CompletionStage<AcquireResult> tryAcquire(Priority priority) {
			return Mono.delay(this.delay, UpstreamBudgetTests.this.time)
				.flatMap((x) -> Mono.fromCompletionStage(() -> this.source.tryAcquire(priority)))
				.toFuture();
		}

		@Override
		public Wait estimateWait(Priority priority, int ahead) {
			return this.source.estimateWait(priority, ahead);
		}

		@Override
		public RateLimiterConfig minute() {
			return this.source.minute();
		}

	}

}
