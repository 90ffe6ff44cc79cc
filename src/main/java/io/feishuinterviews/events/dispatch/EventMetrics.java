package io.feishuinterviews.events.dispatch;

import java.util.Collection;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts events: {@code interviews.events}. A type without a handler is counted as
 * {@code other}, so that the number of tags is bounded.
 */
final class EventMetrics {

	private static final String OTHER = "other";

	private final MeterRegistry meters;

	/**
	 * Create the metrics.
	 * @param meters the registry
	 * @param types the types that have a handler
	 * @param pending the number of events that wait or are being handled
	 */
	EventMetrics(MeterRegistry meters, Collection<String> types, Supplier<Number> pending) {
		this.meters = meters;
		// so that increase() sees the first failure
		types.forEach((type) -> counter(type, EventOutcome.FAILED));
		counter(OTHER, EventOutcome.IGNORED);
		Gauge.builder("interviews.events.pending", pending)
			.description("Events that have been accepted, and are not yet handled")
			.register(meters);
	}

	void count(String type, String outcome) {
		counter(outcome.equals(EventOutcome.IGNORED) ? OTHER : type, outcome).increment();
	}

	private Counter counter(String type, String outcome) {
		return Counter.builder("interviews.events")
			.description("Events of Feishu")
			.tag("type", type)
			.tag("outcome", outcome)
			.register(this.meters);
	}

}
