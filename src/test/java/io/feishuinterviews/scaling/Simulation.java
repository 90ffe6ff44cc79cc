package io.feishuinterviews.scaling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.feishuinterviews.cache.AgeCategory;
import io.feishuinterviews.cache.CacheProperties;
import io.feishuinterviews.cache.ClientCaching;
import io.feishuinterviews.feishu.budget.BudgetMetrics;
import io.feishuinterviews.feishu.budget.ClientUsage;
import io.feishuinterviews.feishu.budget.UpstreamBudget;
import io.feishuinterviews.feishu.budget.permit.LocalPermits;
import io.feishuinterviews.interview.UpstreamShares;
import io.feishuinterviews.scaling.Instance.Load;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.util.unit.DataSize;

/**
 * Instances, Feishu and clients in virtual time: five minutes to settle, and then ten
 * that count, with a rolling update in them. The budget, the policy of freshness and the
 * cache are those of the service.
 */
final class Simulation {

	static final Duration WARM_UP = Duration.ofMinutes(5);

	static final Duration COUNTED = Duration.ofMinutes(10);

	/**
	 * What happened before is at most as old.
	 */
	private static final Duration PAST = Duration.ofHours(24);

	/**
	 * Between two instances of the rolling update.
	 */
	private static final Duration UPDATE_INTERVAL = Duration.ofSeconds(30);

	private static final int CLIENTS = 20;

	private final Scenario scenario;

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final Random random = new Random(1);

	private final Tally tally = new Tally();

	private final CacheProperties properties;

	private final List<Instance> instances = new ArrayList<>();

	private final Map<Integer, Load> sharedLoads = new HashMap<>();

	private final Map<Integer, Long> sharedEntries = new HashMap<>();

	private final Map<Integer, Long> changes = new HashMap<>();

	private final LocalPermits sharedPermits = permits(1);

	private Simulation(Scenario scenario) {
		this.scenario = scenario;
		this.properties = new CacheProperties(scenario.freshFor(), Duration.ofMinutes(10), Duration.ofHours(24),
				Duration.ZERO, Duration.ofSeconds(30), DataSize.ofMegabytes(64), ClientCaching.PRIVATE,
				ClientCaching.NO_STORE);
	}

	static Tally run(Scenario scenario) {
		Simulation simulation = new Simulation(scenario);
		simulation.run();
		return simulation.tally;
	}

	private void run() {
		for (int i = 0; i < this.scenario.instances(); i++) {
			this.instances.add(instance());
		}
		Zipf talents = new Zipf(this.scenario.talents(), this.random);
		this.time.advanceTimeBy(PAST);
		fillCaches(talents);
		this.time.schedule(this.tally::start, WARM_UP.toMillis(), TimeUnit.MILLISECONDS);
		for (int i = 0; i < this.scenario.instances(); i++) {
			int replaced = i;
			this.time.schedule(() -> this.instances.set(replaced, instance()),
					WARM_UP.plus(COUNTED.dividedBy(3)).plus(UPDATE_INTERVAL.multipliedBy(i)).toMillis(),
					TimeUnit.MILLISECONDS);
		}
		long end = PAST.plus(WARM_UP).plus(COUNTED).toMillis();
		double perMinute = this.scenario.requests() + this.scenario.changes();
		while (now() < end) {
			this.time.advanceTimeBy(Duration
				.ofNanos((long) (-Math.log(1 - this.random.nextDouble()) / perMinute * TimeUnit.MINUTES.toNanos(1))));
			if (this.random.nextDouble() * perMinute < this.scenario.changes()) {
				change(talents.next());
			}
			else {
				this.instances.get(this.random.nextInt(this.instances.size()))
					.request(talents.next(), "client-" + this.random.nextInt(CLIENTS));
			}
		}
	}

	/**
	 * Give every talent an age as after a long time: it is fetched, fresh, and fetched
	 * again with the next request after that.
	 */
	private void fillCaches(Zipf talents) {
		int caches = this.scenario.sharing() ? 1 : this.scenario.instances();
		// what is requested most comes last, and stays
		for (int talent = this.scenario.talents() - 1; talent >= 0; talent--) {
			double minutes = caches / (this.scenario.requests() * talents.share(talent));
			for (Instance instance : this.instances.subList(0, caches)) {
				double cycle = this.scenario.freshFor().toMillis()
						- Math.log(1 - this.random.nextDouble()) * minutes * TimeUnit.MINUTES.toMillis(1);
				long age = (long) (this.random.nextDouble() * cycle);
				if (age < PAST.toMillis()) {
					instance.put(talent, now() - age);
					share(talent, now() - age);
				}
			}
		}
	}

	private Instance instance() {
		boolean sharing = this.scenario.sharing();
		UpstreamBudget budget = new UpstreamBudget(sharing ? this.sharedPermits : permits(this.scenario.instances()),
				new ClientUsage(limit(1000, 60, 1), UpstreamShares.UNLIMITED), Duration.ofMillis(7500), this.time,
				new BudgetMetrics(new SimpleMeterRegistry()));
		return new Instance(this, budget, sharing ? this.sharedLoads : null);
	}

	private LocalPermits permits(int instances) {
		return new LocalPermits(limit(50, 1, instances), limit(1000, 60, instances), this.time);
	}

	private static RateLimiterConfig limit(int limit, int seconds, int instances) {
		return RateLimiterConfig.custom()
			.limitForPeriod(limit / instances)
			.limitRefreshPeriod(Duration.ofSeconds(seconds))
			.build();
	}

	private void change(int talent) {
		this.changes.put(talent, now());
		if (this.scenario.events()) {
			this.sharedEntries.remove(talent);
			this.instances.forEach((instance) -> instance.evict(talent));
		}
	}

	boolean changedSince(int talent, long since) {
		Long change = this.changes.get(talent);
		return change != null && change > since;
	}

	boolean evictedSince(int talent, long since) {
		return this.scenario.events() && changedSince(talent, since);
	}

	@Nullable Long shared(int talent) {
		return this.sharedEntries.get(talent);
	}

	void share(int talent, Long fetched) {
		if (this.scenario.sharing()) {
			this.sharedEntries.put(talent, fetched);
		}
	}

	AgeCategory servedAge(long fetched) {
		return AgeCategory.of(this.properties, Duration.ofMillis(now() - fetched));
	}

	void called() {
		this.tally.call(now());
	}

	Tally tally() {
		return this.tally;
	}

	Scheduler time() {
		return this.time;
	}

	long now() {
		return this.time.now(TimeUnit.MILLISECONDS);
	}

}
