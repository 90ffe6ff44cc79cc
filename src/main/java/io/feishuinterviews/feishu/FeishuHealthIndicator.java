package io.feishuinterviews.feishu;

import java.util.List;

import io.feishuinterviews.feishu.resilience.FeishuCallPolicies;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Reports Feishu's health from the circuit breakers, without a call. It is not part of
 * liveness or readiness, because cached responses are served. A single tenant's failures
 * do not count.
 */
class FeishuHealthIndicator implements HealthIndicator {

	private static final Status DEGRADED = new Status("DEGRADED", "Feishu is failing or its quota is used up");

	private final CircuitBreakerRegistry breakers;

	private final FeishuCallPolicies policies;

	FeishuHealthIndicator(CircuitBreakerRegistry breakers, FeishuCallPolicies policies) {
		this.breakers = breakers;
		this.policies = policies;
	}

	@Override
	public Health health() {
		List<CircuitBreaker> calls = this.breakers.getAllCircuitBreakers()
			.stream()
			.filter((breaker) -> breaker.getName().startsWith("feishu"))
			.toList();
		boolean closed = !this.policies.failsForMost()
				&& calls.stream().allMatch((breaker) -> breaker.getState() == CircuitBreaker.State.CLOSED);
		Health.Builder health = closed ? Health.up() : Health.status(DEGRADED);
		calls.forEach((breaker) -> health.withDetail(breaker.getName(), breaker.getState()));
		return health.build();
	}

}
