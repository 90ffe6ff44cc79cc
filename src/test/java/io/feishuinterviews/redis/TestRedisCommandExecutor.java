package io.feishuinterviews.redis;

import java.time.Duration;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/**
 * Gates to Redis, for tests in other packages.
 */
public final class TestRedisCommandExecutor {

	private TestRedisCommandExecutor() {
	}

	/**
	 * Connect to Redis.
	 * @param client the client, which the test closes
	 * @return a gate that waits for as long as a busy machine needs
	 */
	public static RedisCommandExecutor of(RedisClient client) {
		var connection = client.connect(ByteArrayCodec.INSTANCE);
		return new RedisCommandExecutor(connection::async, CircuitBreaker.ofDefaults("redis"), Duration.ofSeconds(10),
				new RedisMetrics(new SimpleMeterRegistry()));
	}

}
