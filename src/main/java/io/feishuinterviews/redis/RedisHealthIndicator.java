package io.feishuinterviews.redis;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Reports Redis' health from the commands that were sent, without one of its own. It is
 * not part of liveness or readiness, because the service works without Redis.
 */
class RedisHealthIndicator implements HealthIndicator {

	private static final Status DEGRADED = new Status("DEGRADED", "Redis is failing");

	private final RedisCommandExecutor redis;

	RedisHealthIndicator(RedisCommandExecutor redis) {
		this.redis = redis;
	}

	@Override
	public Health health() {
		return (this.redis.isHealthy() ? Health.up() : Health.status(DEGRADED)).build();
	}

}
