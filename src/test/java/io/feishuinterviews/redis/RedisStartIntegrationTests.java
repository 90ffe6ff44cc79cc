package io.feishuinterviews.redis;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.Instance;
import io.feishuinterviews.RedisServer;
import io.feishuinterviews.TestTime;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * The service with and without Redis at its start.
 */
@ExtendWith(OutputCaptureExtension.class)
class RedisStartIntegrationTests {

	private final FeishuServer feishu = new FeishuServer();

	@ParameterizedTest
	@ValueSource(strings = { "--spring.data.redis.url=", "--spring.data.redis.host=" })
	void hasNoBeanForRedisUnlessItIsConfigured(String setting) {
		try (Instance instance = new Instance(this.feishu, new TestTime(), setting)) {
			assertThat(instance.context().getBeanNamesForType(RedisConnectionFactory.class)).isEmpty();
			assertThat(instance.context().getBeanNamesForType(RedisGate.class)).isEmpty();
			assertThat(instance.context().getBean(CircuitBreakerRegistry.class).getAllCircuitBreakers())
				.noneMatch((breaker) -> breaker.getName().equals("redis"));
			assertThat(instance.get("/actuator/health").body()).doesNotContain("redis");
		}
	}

	@Test
	void isHealthyWithRedis() {
		try (RedisServer redis = new RedisServer();
				Instance instance = new Instance(this.feishu, new TestTime(),
						"--spring.data.redis.url=" + redis.url())) {
			assertThat(instance.get("/actuator/health").body()).contains("\"status\":\"UP\"",
					"\"redis\":{\"status\":\"UP\"}");
		}
	}

	@Test
	void startsWithoutRedisAndConnectsLater(CapturedOutput output) {
		try (RedisServer redis = new RedisServer()) {
			redis.kill();
			try (Instance instance = new Instance(this.feishu, new TestTime(),
					"--spring.data.redis.url=" + redis.url())) {
				assertThat(instance.get("/actuator/health").body()).contains("\"redis\":{\"status\":\"DEGRADED\"}");
				assertThat(instance.get("/actuator/health").statusCode()).isEqualTo(200);
				assertThat(instance.get("/readyz").body()).contains("UP");
				redis.start();
				await().untilAsserted(() -> assertThat(instance.get("/actuator/health").body())
					.contains("\"redis\":{\"status\":\"UP\"}"));
				assertThat(output).contains("Redis is not available", "Redis is available");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "c2hvcnQ=", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY",
			Instance.ENCRYPTION_KEY + "," + Instance.ENCRYPTION_KEY })
	void failsToStartWithoutAValidEncryptionKeyAndExplainsWhy(String keys, CapturedOutput output) {
		assertThatException().isThrownBy(() -> new Instance(this.feishu, new TestTime(),
				"--spring.data.redis.url=redis://localhost:1", "--interviews.redis.encryption-keys=" + keys));
		assertThat(output).contains("APPLICATION FAILED TO START", "interviews.redis.encryption-keys")
			.containsPattern("openssl rand|none twice")
			.doesNotContain("\tat ")
			.doesNotContain(Instance.ENCRYPTION_KEY)
			.doesNotContain("c2hvcnQ=");
	}

}
