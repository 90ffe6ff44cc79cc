package io.feishuinterviews.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.Instance;
import io.feishuinterviews.RedisServer;
import io.feishuinterviews.TestTime;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Tag;
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
@Tag("redis")
class RedisStartIntegrationTests {

	private final FeishuServer feishu = new FeishuServer();

	@ParameterizedTest
	@ValueSource(strings = { "--spring.data.redis.url=", "--spring.data.redis.host=" })
	void hasNoBeanForRedisUnlessItIsConfigured(String setting) {
		try (Instance instance = new Instance(this.feishu, new TestTime(), setting)) {
			assertThat(instance.context().getBeanNamesForType(RedisConnectionFactory.class)).isEmpty();
			assertThat(instance.context().getBeanNamesForType(RedisCommandExecutor.class)).isEmpty();
			assertThat(instance.context().getBean(CircuitBreakerRegistry.class).getAllCircuitBreakers())
				.noneMatch((breaker) -> breaker.getName().equals("redis"));
			assertThat(instance.get("/actuator/health").body()).doesNotContain("redis");
		}
	}

	@Test
	void healthIsUpWithRedis() {
		try (RedisServer redis = new RedisServer();
				Instance instance = new Instance(this.feishu, new TestTime(),
						"--spring.data.redis.url=" + redis.url())) {
			assertThat(instance.get("/actuator/health").body()).contains("\"status\":\"UP\"",
					"\"redis\":{\"status\":\"UP\"}");
		}
	}

	@Test
	void redisUserOfTheDocumentationHasAllPermissions() throws IOException {
		String acl = Files.readAllLines(Path.of("docs/deployment.md"))
			.stream()
			.filter((line) -> line.startsWith("ACL SETUSER"))
			.findFirst()
			.orElseThrow();
		try (RedisServer redis = new RedisServer()) {
			assertThat(redis.cli(acl.split(" "))).isEqualTo("OK");
			redis.cli("ACL", "SETUSER", "default", "off");
			try (Instance instance = new Instance(this.feishu, new TestTime(),
					"--spring.data.redis.url=" + redis.url().replace("redis://", "redis://interviews:PASSWORD@"))) {
				assertThat(instance.get("/talents/7100000000000000001/interviews").statusCode()).isEqualTo(200);
				assertThat(instance.delete("/actuator/talents/1").statusCode()).isEqualTo(204);
				assertThat(instance.delete("/actuator/caches/interviews").statusCode()).isEqualTo(204);
				// on a busy machine, a command may have taken too long
				await().atMost(Duration.ofSeconds(30))
					.untilAsserted(() -> assertThat(instance.get("/actuator/health").body())
						.contains("\"redis\":{\"status\":\"UP\"}"));
				assertThat(instance.context()
					.getBean(MeterRegistry.class)
					.get("interviews.redis.commands")
					.tag("outcome", "error")
					.timer()
					.count()).isZero();
			}
		}
	}

	@Test
	void startsWithoutRedisAndConnectsLater(CapturedOutput output) {
		try (RedisServer redis = new RedisServer()) {
			redis.kill();
			try (Instance instance = new Instance(this.feishu, new TestTime(),
					"--spring.data.redis.url=" + redis.url())) {
				assertThat(instance.get("/actuator/health").body())
					.contains("\"redis\":{\"description\":\"Redis is failing\",\"status\":\"DEGRADED\"}");
				assertThat(instance.get("/actuator/health").statusCode()).isEqualTo(200);
				assertThat(instance.get("/readyz").body()).contains("UP");
				redis.start();
				await().atMost(Duration.ofSeconds(30))
					.untilAsserted(() -> assertThat(instance.get("/actuator/health").body())
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
