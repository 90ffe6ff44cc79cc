package io.feishuinterviews.events.hire;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.interview.Application;
import io.feishuinterviews.interview.Applications;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.security.limit.TickerTime;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.scheduler.Schedulers;

/**
 * Calls Feishu for the talent of an application, at most 60 times a minute for each
 * tenant, and once an hour for each application. A failure is counted only: without an
 * event, the response is only stale for longer.
 */
final class LimitedApplicationLookup implements ApplicationLookup {

	private static final int CALLS_PER_MINUTE = 60;

	private static final int MAX_KNOWN = 10_000;

	private static final int MAX_TENANTS = 10_000;

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final Applications applications;

	private final TickerTime time;

	/**
	 * The limit of each tenant. An unused bucket is full after a minute, so it can be
	 * removed.
	 */
	private final Cache<Tenant, Bucket> limits;

	/**
	 * The talents of applications; empty during the call to Feishu, and if Feishu names
	 * none.
	 */
	private final Cache<Application, Optional<Talent>> known;

	private final Counter found;

	private final Counter notFound;

	private final Counter limited;

	private final Counter failed;

	LimitedApplicationLookup(Applications applications, Ticker ticker, MeterRegistry meters) {
		this.applications = applications;
		this.time = new TickerTime(ticker);
		this.limits = Caffeine.newBuilder().ticker(ticker).expireAfterAccess(MINUTE).maximumSize(MAX_TENANTS).build();
		this.known = Caffeine.newBuilder()
			.ticker(ticker)
			.expireAfterWrite(Duration.ofHours(1))
			.maximumSize(MAX_KNOWN)
			.build();
		this.found = counter(meters, "found");
		this.notFound = counter(meters, "not-found");
		this.limited = counter(meters, "limited");
		this.failed = counter(meters, "failed");
	}

	private Bucket full() {
		return Bucket.builder()
			.addLimit((limit) -> limit.capacity(CALLS_PER_MINUTE).refillGreedy(CALLS_PER_MINUTE, MINUTE))
			.withCustomTimePrecision(this.time)
			.build();
	}

	private static Counter counter(MeterRegistry meters, String result) {
		return Counter.builder("feishu.events.lookups")
			.description(
					"Applications of events that no cached response contains, by the outcome of the call to Feishu")
			.tag("result", result)
			.register(meters);
	}

	@Override
	public void lookUp(Application application, Consumer<Talent> found) {
		Optional<Talent> talent = this.known.getIfPresent(application);
		if (talent != null) {
			talent.ifPresent(found);
		}
		else if (!this.limits.get(application.tenant(), (tenant) -> full()).tryConsume(1)) {
			this.limited.increment();
		}
		else {
			this.known.put(application, Optional.empty());
			this.applications.findTalent(application)
				.map(Optional::of)
				.defaultIfEmpty(Optional.empty())
				// the threads of the HTTP client must not wait for Redis
				.publishOn(Schedulers.boundedElastic())
				.subscribe((result) -> {
					this.known.put(application, result);
					(result.isPresent() ? this.found : this.notFound).increment();
					result.ifPresent(found);
				}, (ex) -> {
					this.known.invalidate(application);
					this.failed.increment();
				});
		}
	}

}
