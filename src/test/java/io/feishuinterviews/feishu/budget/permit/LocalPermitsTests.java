package io.feishuinterviews.feishu.budget.permit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

import io.feishuinterviews.feishu.budget.BudgetMetrics;
import io.feishuinterviews.feishu.budget.ClientUsage;
import io.feishuinterviews.feishu.budget.UpstreamBudget;
import io.feishuinterviews.feishu.budget.permit.PermitSource.AcquireResult;
import io.feishuinterviews.feishu.budget.permit.PermitSource.Permit;
import io.feishuinterviews.feishu.budget.permit.PermitSource.Priority;
import io.feishuinterviews.feishu.budget.permit.PermitSource.Wait;
import io.feishuinterviews.interview.Demand;
import io.feishuinterviews.interview.UpstreamShares;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Permits of which others take some, too.
 */
class LocalPermitsTests {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final LocalPermits permits = new LocalPermits(limit(50, 1), limit(1000, 60), this.time);

	@Test
	void grantsNoMoreThanItsShareToOneOfSeveralInstances() {
		assertThat(grants(Priority.CLIENT, 3)).isEqualTo(16);
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(grants(Priority.BACKGROUND, 3)).isEqualTo(8);
	}

	@Test
	void grantsOneCallToEachOfMoreInstancesThanPermits() {
		assertThat(grants(Priority.CLIENT, 80)).isEqualTo(1);
	}

	@Test
	void dividesWhatOthersHaveLeft() {
		this.permits.recordUsed(new UsedPermits(35, 35, 0, 0));
		assertThat(grants(Priority.CLIENT, 3)).isEqualTo(5);
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(grants(Priority.CLIENT, 3)).isEqualTo(16);
	}

	@Test
	void assumesMoreCallsOfOthersTheMoreThereWere() {
		this.permits.assumeUsed(Duration.ofMillis(100));
		assertThat(grants(Priority.CLIENT, 1)).isEqualTo(45);
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		this.permits.recordUsed(new UsedPermits(10, 10, 0, 0));
		this.permits.assumeUsed(Duration.ofMillis(100));
		assertThat(grants(Priority.CLIENT, 1)).isEqualTo(10);
	}

	@Test
	void estimatesTheWaitWithTheCallsOfOtherInstances() {
		assertThat(this.permits.estimateWait(Priority.CLIENT, 40, 1).time()).isZero();
		assertThat(this.permits.estimateWait(Priority.CLIENT, 40, 3).time()).isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void countsCallsThatAnotherSourceHasGranted() {
		IntStream.range(0, 60).forEach((i) -> this.permits.take(Priority.CLIENT).scheduleRelease());
		AcquireResult reply = this.permits.tryAcquire(Priority.CLIENT, 1);
		assertThat(reply).isInstanceOfSatisfying(Wait.class,
				(wait) -> assertThat(wait.time()).isEqualTo(Duration.ofSeconds(1)));
	}

	@Test
	void givesAnExpiredPermitBackAndTakesAnother() {
		List<String> events = new ArrayList<>();
		PermitSource source = new PermitSource() {

			@Override
			public CompletionStage<AcquireResult> tryAcquire(Priority priority) {
				return CompletableFuture.completedFuture(new TestPermit(events));
			}

			@Override
			public Wait estimateWait(Priority priority, int ahead) {
				return new Wait(Duration.ZERO, "feishu");
			}

			@Override
			public RateLimiterConfig minute() {
				return limit(1000, 60);
			}

		};
		UpstreamBudget budget = new UpstreamBudget(source, new ClientUsage(limit(1000, 60), UpstreamShares.UNLIMITED),
				Duration.ofSeconds(1), this.time, new BudgetMetrics(new SimpleMeterRegistry()));
		budget.limit(Mono.fromRunnable(() -> events.add("call")), Demand.of("client")).subscribe();
		assertThat(events).containsExactly("given back", "call", "arrived");
	}

	private int grants(Priority priority, int instances) {
		int grants = 0;
		while (this.permits.tryAcquire(priority, instances) instanceof Permit permit) {
			permit.scheduleRelease();
			grants++;
		}
		return grants;
	}

	private static RateLimiterConfig limit(int limit, int seconds) {
		return RateLimiterConfig.custom().limitForPeriod(limit).limitRefreshPeriod(Duration.ofSeconds(seconds)).build();
	}

	/**
	 * The first one has expired.
	 */
	private static final class TestPermit implements Permit {

		private final List<String> events;

		private final boolean expired;

		TestPermit(List<String> events) {
			this.events = events;
			this.expired = events.isEmpty();
		}

		@Override
		public void scheduleRelease() {
			this.events.add("arrived");
		}

		@Override
		public void cancel() {
			this.events.add("given back");
		}

		@Override
		public boolean isExpired() {
			return this.expired;
		}

	}

}
