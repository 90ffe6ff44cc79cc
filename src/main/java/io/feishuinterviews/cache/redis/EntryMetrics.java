package io.feishuinterviews.cache.redis;

import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts the entries found in Redis ({@code interviews.redis.lookups}), and the evictions
 * and changes that Redis has not confirmed ({@code interviews.redis.evictions.pending},
 * {@code interviews.redis.changes.pending}).
 */
class EntryMetrics {

	private final Counter found;

	private final Counter absent;

	private final Counter unreadable;

	EntryMetrics(MeterRegistry meters, Supplier<Number> pendingEvictions, Supplier<Number> pendingChanges) {
		this.found = counter(meters, "found");
		this.absent = counter(meters, "absent");
		this.unreadable = counter(meters, "unreadable");
		Gauge.builder("interviews.redis.evictions.pending", pendingEvictions)
			.description("Evictions that have not reached Redis yet")
			.register(meters);
		Gauge.builder("interviews.redis.changes.pending", pendingChanges)
			.description("Changes in Feishu that have not reached Redis yet")
			.register(meters);
	}

	void countLookup(boolean stored, boolean readable) {
		(readable ? this.found : stored ? this.unreadable : this.absent).increment();
	}

	private static Counter counter(MeterRegistry meters, String result) {
		return Counter.builder("interviews.redis.lookups")
			.description("Lookups of talents in Redis; unreadable: of another version or encryption key, or damaged")
			.tag("result", result)
			.register(meters);
	}

}
