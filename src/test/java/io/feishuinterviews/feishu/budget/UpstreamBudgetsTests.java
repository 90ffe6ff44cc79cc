package io.feishuinterviews.feishu.budget;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.feishuinterviews.feishu.budget.permit.LocalPermits;
import io.feishuinterviews.interview.Demand;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UpstreamShares;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The budgets of several tenants, in virtual time.
 */
class UpstreamBudgetsTests {

	private static final Tenant ONE = Tenant.of("one");

	private static final Tenant OTHER = Tenant.of("other");

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final MeterRegistry meters = new SimpleMeterRegistry();

	private final UpstreamLimits limits = new UpstreamLimits(limit(50, 1), limit(1000, 60));

	private final UpstreamBudgets budgets = new UpstreamBudgets(
			(tenant) -> new LocalPermits(this.limits.second(), this.limits.minute(), this.time), this.limits,
			UpstreamShares.UNLIMITED, this.time, new BudgetMetrics(this.meters));

	private final Map<Tenant, List<Long>> arrivals = new HashMap<>();

	@Test
	void eachTenantUses50CallsASecondOfItsOwn() {
		for (Tenant tenant : List.of(ONE, OTHER)) {
			UpstreamBudget budget = this.budgets.create(tenant);
			for (int i = 0; i < 70; i++) {
				ask(tenant, budget);
			}
		}
		this.time.advanceTimeBy(Duration.ofMillis(500));
		assertThat(this.arrivals.get(ONE)).hasSize(50);
		assertThat(this.arrivals.get(OTHER)).hasSize(50);
		assertThat(waiting()).isEqualTo(40);
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		for (Tenant tenant : List.of(ONE, OTHER)) {
			List<Long> times = this.arrivals.get(tenant);
			assertThat(times).hasSize(70);
			for (int i = 50; i < 70; i++) {
				assertThat(times.get(i) - times.get(i - 50)).isGreaterThanOrEqualTo(1000);
			}
		}
		assertThat(waiting()).isEqualTo(0);
	}

	@Test
	void aTenantWhoseCallsWaitDoesNotDelayAnother() {
		UpstreamBudget busy = this.budgets.create(ONE);
		for (int i = 0; i < 300; i++) {
			ask(ONE, busy);
		}
		ask(OTHER, this.budgets.create(OTHER));
		this.time.advanceTimeBy(Duration.ofMillis(20));
		assertThat(this.arrivals.get(OTHER)).hasSize(1);
	}

	@Test
	void aClosedBudgetIsNotMeasured() {
		UpstreamBudget budget = this.budgets.create(ONE);
		for (int i = 0; i < 51; i++) {
			ask(ONE, budget);
		}
		this.time.advanceTimeBy(Duration.ofMillis(20));
		assertThat(waiting()).isEqualTo(1);
		budget.close();
		assertThat(waiting()).isEqualTo(0);
		assertThat(this.meters.get("interviews.limit.share").gauge().value()).isEqualTo(1);
	}

	@Test
	void aClientUsesItsShareOfTheLimitsThatTheSourceOfATenantKeepsTo() {
		UpstreamLimits ofTenant = this.limits.dividedBy(2);
		UpstreamBudgets divided = new UpstreamBudgets(
				(tenant) -> new LocalPermits(ofTenant.second(), ofTenant.minute(), this.time), this.limits,
				(client) -> 1, this.time, new BudgetMetrics(this.meters));
		UpstreamBudget budget = divided.create(ONE);
		for (int i = 0; i < 10; i++) {
			ask(ONE, budget);
		}
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.arrivals.get(ONE)).as("1% of 500").hasSize(5);
	}

	private void ask(Tenant tenant, UpstreamBudget budget) {
		budget
			.limit(Mono.delay(Duration.ofMillis(10), this.time)
				.doOnNext((x) -> this.arrivals.computeIfAbsent(tenant, (key) -> new ArrayList<>())
					.add(this.time.now(TimeUnit.MILLISECONDS))), Demand.of("client"))
			.subscribe();
	}

	private double waiting() {
		return this.meters.get("interviews.limit.waiting").tag("kind", "client").gauge().value();
	}

	private static RateLimiterConfig limit(int limit, int seconds) {
		return RateLimiterConfig.custom()
			.limitForPeriod(limit)
			.limitRefreshPeriod(Duration.ofSeconds(seconds))
			.timeoutDuration(Duration.ofMillis(7500))
			.build();
	}

}
