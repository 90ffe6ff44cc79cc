package io.feishuinterviews.feishu.budget.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.feishuinterviews.feishu.budget.BudgetMetrics;
import io.feishuinterviews.feishu.budget.UpstreamBudget;
import io.feishuinterviews.feishu.budget.UpstreamBudgets;
import io.feishuinterviews.feishu.budget.UpstreamLimits;
import io.feishuinterviews.interview.Demand;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UpstreamShares;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two tenants, several instances and Redis, in virtual time.
 */
class SharedPermitSourcesTests {

	private static final Tenant ONE = Tenant.of("one");

	private static final Tenant OTHER = Tenant.of("other");

	private static final UpstreamLimits LIMITS = new UpstreamLimits(limit(50, 1), limit(1000, 60));

	private static final SharingTimes TIMES = SharingTimes.DEFAULT;

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	/**
	 * The keys in Redis of each tenant.
	 */
	private final Map<Tenant, InMemoryRedis> redis = new HashMap<>();

	private final Map<Tenant, List<Long>> arrivals = new HashMap<>();

	private final List<SharedPermitSources> sources = new ArrayList<>();

	private final List<UpstreamBudgets> instances = new ArrayList<>();

	@Test
	void aNewTenantUsesItsWholeLimitAtOnceIfThereIsOneInstance() {
		start(1);
		for (Tenant tenant : List.of(ONE, OTHER)) {
			ask(0, tenant, this.instances.get(0).create(tenant), 70);
		}
		pass(1000);
		assertThat(this.arrivals.get(ONE)).hasSize(50);
		assertThat(this.arrivals.get(OTHER)).hasSize(50);
		pass(2000);
		assertThat(this.arrivals.get(ONE)).hasSize(70);
		assertThat(this.arrivals.get(OTHER)).hasSize(70);
		assertStrict();
	}

	@Test
	void instancesShareTheLimitOfEachTenant() {
		start(3);
		for (int instance = 0; instance < 3; instance++) {
			ask(instance, ONE, this.instances.get(instance).create(ONE), 70);
			ask(instance, OTHER, this.instances.get(instance).create(OTHER), 30);
			pass(50);
		}
		pass(10_000);
		assertThat(this.arrivals.get(ONE)).hasSize(210);
		assertThat(this.arrivals.get(OTHER)).hasSize(90);
		assertStrict();
	}

	@Test
	void anInstanceThatIsNewToATenantCountsTheCallsOfTheOthers() {
		start(2);
		UpstreamBudget first = this.instances.get(0).create(ONE);
		ask(0, ONE, first, 1);
		pass(3000);
		ask(0, ONE, first, 50);
		pass(300);
		assertThat(this.arrivals.get(ONE)).hasSize(51);
		ask(1, ONE, this.instances.get(1).create(ONE), 50);
		pass(600);
		assertThat(this.arrivals.get(ONE)).hasSize(51);
		pass(5000);
		assertThat(this.arrivals.get(ONE)).hasSize(101);
		assertStrict();
	}

	@Test
	void anIdleTenantIsReportedNoMore() {
		start(1);
		UpstreamBudget budget = this.instances.get(0).create(ONE);
		pass(1000);
		assertThat(this.redis.get(ONE).instances()).isEqualTo(1);
		budget.close();
		pass(1000);
		assertThat(this.redis.get(ONE).instances()).isEqualTo(0);
		assertThat(this.redis.get(Tenant.OWN).instances()).isEqualTo(1);
	}

	/**
	 * While encryption keys are replaced.
	 */
	@Test
	void instancesThatNameTheBudgetOfATenantByDifferentKeysKeepToItsLimitTogether() {
		UpstreamLimits half = LIMITS.dividedBy(2);
		Map<Tenant, InMemoryRedis> byOtherKey = new HashMap<>();
		start(List.of("a", "b"), this.redis, half);
		start(List.of("c", "d"), byOtherKey, half);
		for (int instance = 0; instance < 4; instance++) {
			ask(instance, ONE, this.instances.get(instance).create(ONE), 30);
		}
		pass(10_000);
		assertThat(this.redis.get(ONE)).isNotSameAs(byOtherKey.get(ONE));
		assertThat(this.arrivals.get(ONE)).hasSize(120);
		assertStrict();
	}

	@Test
	void aTenantHasAPartOfTheLimitWhileEncryptionKeysAreReplaced() {
		start(List.of("a"), this.redis, LIMITS.dividedBy(2));
		assertThat(this.sources.get(0).of(ONE).minute().getLimitForPeriod()).isEqualTo(500);
		assertThat(this.sources.get(0).of(Tenant.OWN).minute().getLimitForPeriod()).isEqualTo(1000);
	}

	private void start(int instances) {
		start(InMemoryRedis.names(instances), this.redis, LIMITS);
	}

	private void start(List<String> names, Map<Tenant, InMemoryRedis> redis, UpstreamLimits ofTenant) {
		for (String name : names) {
			SharedPermitSources source = new SharedPermitSources(
					(tenant) -> redis(redis, tenant, ofTenant).budget(name),
					new KnownBudget(name, LIMITS, TIMES, this.time, Membership.UNKNOWN_INSTANCES),
					(known) -> new KnownBudget(name, ofTenant, TIMES, this.time, known), this.time);
			source.start();
			this.sources.add(source);
			this.instances.add(new UpstreamBudgets(source, LIMITS, UpstreamShares.UNLIMITED, this.time,
					new BudgetMetrics(new SimpleMeterRegistry())));
			pass(100);
		}
		pass(3000);
	}

	/**
	 * The data that all instances share under one name.
	 */
	private InMemoryRedis redis(Map<Tenant, InMemoryRedis> redis, Tenant tenant, UpstreamLimits ofTenant) {
		return (tenant.isOwn() ? this.redis : redis).computeIfAbsent(tenant,
				(key) -> new InMemoryRedis(tenant.isOwn() ? LIMITS : ofTenant, TIMES, this.time));
	}

	private void ask(int instance, Tenant tenant, UpstreamBudget budget, int calls) {
		for (int i = 0; i < calls; i++) {
			budget
				.limit(Mono.delay(Duration.ofMillis(10), this.time)
					.doOnNext((x) -> this.arrivals.computeIfAbsent(tenant, (key) -> new ArrayList<>())
						.add(this.time.now(TimeUnit.MILLISECONDS))), Demand.of("client-" + instance))
				.subscribe();
		}
	}

	private void pass(int millis) {
		this.time.advanceTimeBy(Duration.ofMillis(millis));
	}

	private void assertStrict() {
		this.arrivals.values().forEach((times) -> {
			List<Long> sorted = times.stream().sorted().toList();
			for (int i = 50; i < sorted.size(); i++) {
				assertThat(sorted.get(i) - sorted.get(i - 50)).isGreaterThanOrEqualTo(1000);
			}
		});
	}

	private static RateLimiterConfig limit(int limit, int seconds) {
		return RateLimiterConfig.custom()
			.limitForPeriod(limit)
			.limitRefreshPeriod(Duration.ofSeconds(seconds))
			.timeoutDuration(Duration.ofMillis(7500))
			.build();
	}

}
