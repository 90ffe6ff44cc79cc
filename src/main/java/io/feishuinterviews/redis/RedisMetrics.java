package io.feishuinterviews.redis;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Records commands ({@code interviews.redis.commands}), and counts those that were not
 * sent ({@code interviews.redis.skipped}).
 */
class RedisMetrics {

	private final Map<Outcome, Timer> commands = new EnumMap<>(Outcome.class);

	private final Counter skipped;

	RedisMetrics(MeterRegistry meters) {
		for (Outcome outcome : Outcome.values()) {
			this.commands.put(outcome,
					Timer.builder("interviews.redis.commands")
						.description("Commands to Redis")
						.tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
						.register(meters));
		}
		this.skipped = Counter.builder("interviews.redis.skipped")
			.description("Commands that were not sent, because Redis is unavailable")
			.register(meters);
	}

	void record(Outcome outcome, Duration duration) {
		Timer timer = this.commands.get(outcome);
		if (timer != null) {
			timer.record(duration);
		}
	}

	void countSkipped() {
		this.skipped.increment();
	}

	/**
	 * How a command ended.
	 */
	enum Outcome {

		/**
		 * Redis responded.
		 */
		SUCCESS,

		/**
		 * Redis responded with an error.
		 */
		ERROR,

		/**
		 * Redis did not respond in time.
		 */
		TIMEOUT,

		/**
		 * There is no connection.
		 */
		DISCONNECTED

	}

}
