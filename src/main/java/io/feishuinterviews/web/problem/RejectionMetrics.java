package io.feishuinterviews.web.problem;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/**
 * Counts rejected requests: {@code interviews.rejected}.
 */
@Component
public class RejectionMetrics {

	private final Map<ProblemType, Counter> counters = new EnumMap<>(ProblemType.class);

	RejectionMetrics(MeterRegistry meters) {
		Stream
			.of(ProblemType.UNAUTHENTICATED, ProblemType.INSUFFICIENT_SCOPE, ProblemType.TOO_MANY_REQUESTS,
					ProblemType.IDENTITY_PROVIDER_UNAVAILABLE)
			.forEach((reason) -> this.counters.put(reason,
					Counter.builder("interviews.rejected")
						.description("Requests rejected because of their credentials, scopes or rate limit")
						.tag("reason", reason.code())
						.register(meters)));
	}

	/**
	 * Count a request if it was rejected for such a reason.
	 * @param reason the problem in the response
	 */
	public void count(ProblemType reason) {
		Counter counter = this.counters.get(reason);
		if (counter != null) {
			counter.increment();
		}
	}

}
