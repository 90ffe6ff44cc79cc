package io.feishuinterviews.redis;

import java.time.Duration;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Configures the connection to Redis.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnRedis
@Import(DataRedisAutoConfiguration.class)
class RedisConfiguration {

	private static final String NAME = "redis";

	@Bean
	RedisConnector redisConnector(LettuceConnectionFactory factory, CircuitBreakerRegistry breakers) {
		return new RedisConnector(factory, breaker(breakers));
	}

	@Bean
	RedisCommandExecutor redisCommandExecutor(RedisConnector connector, CircuitBreakerRegistry breakers,
			@Value("${spring.data.redis.timeout}") Duration timeout, MeterRegistry meters) {
		return new RedisCommandExecutor(connector::commands, breaker(breakers), timeout, new RedisMetrics(meters));
	}

	/**
	 * Return the circuit breaker, which exists only with Redis: an instance in the
	 * settings would always exist.
	 */
	private static CircuitBreaker breaker(CircuitBreakerRegistry breakers) {
		return breakers.circuitBreaker(NAME, NAME);
	}

	@Bean
	RedisHealthIndicator redisHealthIndicator(RedisCommandExecutor redis) {
		return new RedisHealthIndicator(redis);
	}

}
