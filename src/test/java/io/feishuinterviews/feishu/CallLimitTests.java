package io.feishuinterviews.feishu;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.feishuinterviews.feishu.CallLimit.TurnTooLateException;
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

class CallLimitTests {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final MeterRegistry meters = new SimpleMeterRegistry();

	@Property(tries = 200)
	void letsNoMoreCallsThroughInAnyPeriodThanTheLimitHoweverLongTheyTakeOnTheirWay(
			@ForAll @Size(min = 1, max = 100) List<@IntRange(max = 300) Integer> pauses,
			@ForAll @Size(value = 100) List<@IntRange(max = 99) Integer> onTheWay,
			@ForAll @IntRange(min = 1, max = 10) int limit) {
		CallLimit calls = limit(limit, Duration.ofSeconds(1), Duration.ofSeconds(5));
		List<Long> arrivals = new ArrayList<>();
		for (int i = 0; i < pauses.size(); i++) {
			this.time.advanceTimeBy(Duration.ofMillis(pauses.get(i)));
			calls.inTurn(Mono.delay(Duration.ofMillis(onTheWay.get(i)), this.time).doOnNext((x) -> arrivals.add(now())))
				.onErrorComplete()
				.subscribe();
		}
		this.time.advanceTimeBy(Duration.ofHours(1));
		for (int i = limit; i < arrivals.size(); i++) {
			assertThat(arrivals.get(i) - arrivals.get(i - limit)).isGreaterThanOrEqualTo(1000);
		}
		assertThat(calls.waiting()).isZero();
	}

	@Test
	void letsTheLimitThroughAtOnceAndTheOthersInTheirTurn() {
		CallLimit calls = limit(50, Duration.ofSeconds(1), Duration.ofMillis(7500));
		List<Long> arrivals = new ArrayList<>();
		List<Duration> refusals = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			calls.inTurn(Mono.fromRunnable(() -> arrivals.add(now())))
				.doOnError(TurnTooLateException.class, (ex) -> refusals.add(ex.waitTime()))
				.onErrorComplete()
				.subscribe();
		}
		assertThat(arrivals).hasSize(50).containsOnly(0L);
		assertThat(refusals).hasSize(100).containsOnly(Duration.ofSeconds(8));
		this.time.advanceTimeBy(Duration.ofSeconds(7));
		assertThat(arrivals).hasSize(400).endsWith(7000L);
		Timer waits = this.meters.get("interviews.limit.wait").tag("limit", "feishu").timer();
		assertThat(waits.count()).isEqualTo(400);
		assertThat(waits.max(TimeUnit.SECONDS)).isEqualTo(7);
		assertThat(this.meters.get("interviews.limit.refused").counter().count()).isEqualTo(100);
	}

	@Test
	void tellsAtOnceWhoWouldWaitTooLong() {
		CallLimit calls = limit(2, Duration.ofSeconds(60), Duration.ofSeconds(7));
		List<Duration> refusals = new ArrayList<>();
		calls.inTurn(Mono.empty()).subscribe();
		this.time.advanceTimeBy(Duration.ofSeconds(20));
		calls.inTurn(Mono.empty()).subscribe();
		calls.inTurn(Mono.empty()).subscribe((x) -> {
		}, (ex) -> refusals.add(((TurnTooLateException) ex).waitTime()));
		assertThat(refusals).containsExactly(Duration.ofSeconds(40));
	}

	@Test
	void givesTheTurnOfThoseWhoGoAwayToOthers() {
		CallLimit calls = limit(1, Duration.ofSeconds(1), Duration.ofSeconds(5));
		List<String> made = new ArrayList<>();
		calls.inTurn(Mono.empty()).subscribe();
		Disposable goesAway = calls.inTurn(Mono.fromRunnable(() -> made.add("gone"))).subscribe();
		calls.inTurn(Mono.fromRunnable(() -> made.add("stays"))).subscribe();
		goesAway.dispose();
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(made).containsExactly("stays");
	}

	private long now() {
		return this.time.now(TimeUnit.MILLISECONDS);
	}

	private CallLimit limit(int limit, Duration period, Duration longestWait) {
		return new CallLimit("feishu",
				RateLimiterConfig.custom()
					.limitForPeriod(limit)
					.limitRefreshPeriod(period)
					.timeoutDuration(longestWait)
					.build(),
				this.time, this.meters);
	}

}
