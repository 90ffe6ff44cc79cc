package io.feishuinterviews.cache;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Counts answers by where they came from: {@code interviews.answers}.
 */
class AnswerCounters {

	private final Counter fresh;

	private final Counter stale;

	private final Counter feishu;

	private final Counter failed;

	AnswerCounters(MeterRegistry meters) {
		this.fresh = counter(meters, "fresh");
		this.stale = counter(meters, "stale");
		this.feishu = counter(meters, "feishu");
		this.failed = counter(meters, "failed");
	}

	void count(@Nullable Served served) {
		counter(served).increment();
	}

	private Counter counter(@Nullable Served served) {
		if (served == null) {
			return this.failed;
		}
		if (served.how() != Served.How.HIT && served.failure() == null) {
			return this.feishu;
		}
		return served.stale() ? this.stale : this.fresh;
	}

	private static Counter counter(MeterRegistry meters, String source) {
		return Counter.builder("interviews.answers")
			.description("Answers for a talent, by source: fresh or stale from the cache, from Feishu, or failed")
			.tag("source", source)
			.register(meters);
	}

}
