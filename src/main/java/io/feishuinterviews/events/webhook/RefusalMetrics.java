package io.feishuinterviews.events.webhook;

import java.util.EnumMap;
import java.util.Map;

import io.feishuinterviews.events.verification.RefusedRequestException.Step;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts requests that were refused: {@code interviews.events.refused}.
 */
final class RefusalMetrics {

	private final Map<Step, Counter> counters = new EnumMap<>(Step.class);

	RefusalMetrics(MeterRegistry meters) {
		for (Step step : Step.values()) {
			this.counters.put(step,
					Counter.builder("interviews.events.refused")
						.description("Requests to the webhook that are not events of Feishu")
						.tag("step", step.toString())
						.register(meters));
		}
	}

	void count(Step step) {
		Counter counter = this.counters.get(step);
		if (counter != null) {
			counter.increment();
		}
	}

}
