package io.feishuinterviews.cache;

import java.util.EnumMap;
import java.util.Map;

import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.interview.UpstreamException.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts responses by source and failure ({@code interviews.answers}), loads of entries
 * ({@code interviews.cache.loads}), and records the age of responses
 * ({@code interviews.answer.age}). All counters are pre-registered, so that
 * {@code rate()} sees the first increment.
 */
class CacheMetrics {

	private final Counter fresh;

	private final Counter stale;

	private final Counter feishu;

	private final Map<Kind, Counter> staleIfError = new EnumMap<>(Kind.class);

	private final Map<Kind, Counter> failed = new EnumMap<>(Kind.class);

	private final Counter notCached;

	private final Counter unexpected;

	private final Counter loadedFromRedis;

	private final Counter loadedFromFeishu;

	private final DistributionSummary age;

	CacheMetrics(MeterRegistry meters) {
		this.fresh = counter(meters, "fresh", "none");
		this.stale = counter(meters, "stale", "none");
		this.feishu = counter(meters, "feishu", "none");
		for (Kind kind : Kind.values()) {
			if (kind.allowsStale()) {
				this.staleIfError.put(kind, counter(meters, "stale", kind.code()));
			}
			this.failed.put(kind, counter(meters, "failed", kind.code()));
		}
		this.notCached = counter(meters, "failed", "not-cached");
		this.unexpected = counter(meters, "failed", "internal");
		this.loadedFromRedis = loads(meters, "redis");
		this.loadedFromFeishu = loads(meters, "feishu");
		this.age = DistributionSummary.builder("interviews.answer.age")
			.description("Age of the served data")
			.baseUnit("seconds")
			.register(meters);
	}

	/**
	 * Count a load of an entry into the first level.
	 * @param shared whether another instance had loaded it
	 */
	void countLoad(boolean shared) {
		(shared ? this.loadedFromRedis : this.loadedFromFeishu).increment();
	}

	void count(CacheResult result) {
		counter(result).increment();
		this.age.record(result.age().toMillis() / 1000.0);
	}

	void count(Throwable failure) {
		counter(failure).increment();
	}

	private Counter counter(CacheResult result) {
		if (result.failure() != null) {
			return this.staleIfError.getOrDefault(result.failure().kind(), this.stale);
		}
		if (result.outcome() != CacheResult.Outcome.HIT) {
			return this.feishu;
		}
		return result.stale() ? this.stale : this.fresh;
	}

	private Counter counter(Throwable failure) {
		if (failure instanceof UpstreamException upstream) {
			return this.failed.getOrDefault(upstream.kind(), this.unexpected);
		}
		return (failure instanceof OnlyIfCachedException) ? this.notCached : this.unexpected;
	}

	private static Counter loads(MeterRegistry meters, String source) {
		return Counter.builder("interviews.cache.loads")
			.description("Loads of entries into memory by source: redis (another instance's) or feishu")
			.tag("source", source)
			.register(meters);
	}

	private static Counter counter(MeterRegistry meters, String source, String failure) {
		return Counter.builder("interviews.answers")
			.description("Responses for a talent by source: fresh or stale (from the cache), feishu, or failed")
			.tag("source", source)
			.tag("failure", failure)
			.register(meters);
	}

}
