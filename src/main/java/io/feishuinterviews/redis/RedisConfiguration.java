package io.feishuinterviews.redis;

import java.time.Duration;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Configures Redis.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RedisProperties.class)
class RedisConfiguration {

	/**
	 * What exists only with Redis.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnRedis
	@Import(DataRedisAutoConfiguration.class)
	static class ConnectionConfiguration {

		private static final String NAME = "redis";

		@Bean
		RedisConnector redisConnector(LettuceConnectionFactory factory, CircuitBreakerRegistry breakers) {
			return new RedisConnector(factory, breaker(breakers));
		}

		@Bean
		RedisGate redisGate(RedisConnector connector, CircuitBreakerRegistry breakers,
				@Value("${spring.data.redis.timeout}") Duration timeout, MeterRegistry meters) {
			return new RedisGate(connector::commands, breaker(breakers), timeout, new RedisMetrics(meters));
		}

		/**
		 * Return the circuit breaker, which exists only with Redis: an instance in the
		 * settings would always exist.
		 */
		private static CircuitBreaker breaker(CircuitBreakerRegistry breakers) {
			return breakers.circuitBreaker(NAME, NAME);
		}

		@Bean
		KeyNames keyNames(@Value("${feishu.app-id}") String appId, RedisProperties properties) {
			return new KeyNames(appId.strip(), required(properties).encryptionKeys());
		}

		@Bean
		ValueCipher valueCipher(RedisProperties properties) {
			return new ValueCipher(required(properties).encryptionKeys());
		}

		private static RedisProperties required(RedisProperties properties) {
			if (properties.encryptionKeys().isEmpty()) {
				throw new MissingEncryptionKeysException();
			}
			return properties;
		}

		@Bean
		RedisHealthIndicator redisHealthIndicator(RedisGate redis) {
			return new RedisHealthIndicator(redis);
		}

	}

}
