package io.feishuinterviews.feishu.resilience;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.feishuinterviews.interview.Tenant;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * How long a circuit breaker stays open, for {@code Retry-After}. Resilience4j does not
 * return this time.
 */
class CircuitBreakerRetryAfter {

	private static final Log log = LogFactory.getLog(CircuitBreakerRetryAfter.class);

	private final CircuitBreaker breaker;

	private final String name;

	private final Clock clock;

	private volatile Instant openUntil = Instant.MIN;

	CircuitBreakerRetryAfter(CircuitBreaker breaker, Tenant tenant, Clock clock) {
		this.breaker = breaker;
		this.name = breaker.getName() + (tenant.isOwn() ? "" : " of tenant " + tenant.key());
		this.clock = clock;
		breaker.getEventPublisher().onStateTransition((event) -> transition(event.getStateTransition()));
	}

	CircuitBreaker breaker() {
		return this.breaker;
	}

	/**
	 * Return how much longer the circuit breaker permits no call.
	 * @return the time, zero if it permits calls or trial calls
	 */
	Duration remaining() {
		if (this.breaker.getState() != CircuitBreaker.State.OPEN) {
			return Duration.ZERO;
		}
		Duration remaining = Duration.between(this.clock.instant(), this.openUntil);
		return remaining.isNegative() ? Duration.ZERO : remaining;
	}

	private void transition(CircuitBreaker.StateTransition transition) {
		if (transition.getToState() == CircuitBreaker.State.OPEN) {
			Duration wait = Duration
				.ofMillis(this.breaker.getCircuitBreakerConfig().getWaitIntervalFunctionInOpenState().apply(1));
			this.openUntil = this.clock.instant().plus(wait);
			log.warn("Circuit breaker %s is OPEN: no calls for %d s".formatted(this.name, wait.toSeconds()));
		}
		else {
			log.info("Circuit breaker %s is %s".formatted(this.name, transition.getToState()));
		}
	}

}
