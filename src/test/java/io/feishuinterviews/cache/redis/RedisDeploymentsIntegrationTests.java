package io.feishuinterviews.cache.redis;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Stream;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.Instance;
import io.feishuinterviews.Programs;
import io.feishuinterviews.RedisServer;
import io.feishuinterviews.TestTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two instances share through a Redis that is reached by TLS, or found by Sentinel.
 */
@Tag("redis")
class RedisDeploymentsIntegrationTests {

	private static final char[] PASSWORD = "changeit".toCharArray();

	private final FeishuServer feishu = new FeishuServer();

	private final TestTime time = new TestTime();

	@TempDir
	private Path directory;

	@Test
	void entriesAreSharedThroughTlsIfTheCertificateIsTrusted() throws Exception {
		KeyStore keys = keys();
		String certificate = pem("CERTIFICATE", keys.getCertificate("redis").getEncoded());
		Path trusted = Files.writeString(this.directory.resolve("trusted.pem"), certificate);
		int port = RedisServer.freePort();
		String url = "--spring.data.redis.url=rediss://localhost:" + port;
		try (RedisServer redis = RedisServer.withTls(port, certificate,
				pem("PRIVATE KEY", keys.getKey("redis", PASSWORD).getEncoded()))) {
			try (Instance one = instance(url, "--spring.data.redis.ssl.bundle=redis",
					"--spring.ssl.bundle.pem.redis.truststore.certificate=file:" + trusted);
					Instance other = instance(url, "--spring.data.redis.ssl.bundle=redis",
							"--spring.ssl.bundle.pem.redis.truststore.certificate=file:" + trusted)) {
				assertShares(one, other, "t1");
			}
			redis.cli("FLUSHALL");
			try (Instance distrustful = instance(url)) {
				assertThat(distrustful.get("/talents/t1/interviews").statusCode()).isEqualTo(200);
				assertThat(redis.keys()).isEmpty();
			}
		}
	}

	@Test
	void entriesAreSharedThroughTheNewMasterAfterSentinelHasReplacedTheOldOne() {
		try (RedisServer master = new RedisServer();
				RedisServer replica = RedisServer.replicaOf(master);
				RedisServer sentinel = RedisServer.sentinel("interviews", master)) {
			await().atMost(Duration.ofSeconds(30))
				.until(() -> sentinel.cli("SENTINEL", "REPLICAS", "interviews").contains("" + replica.port()));
			String[] settings = { "--spring.data.redis.sentinel.master=interviews",
					"--spring.data.redis.sentinel.nodes=127.0.0.1:" + sentinel.port() };
			try (Instance one = instance(settings); Instance other = instance(settings)) {
				assertShares(one, other, "t1");
				master.kill();
				await().atMost(Duration.ofSeconds(30)).until(() -> replica.cli("ROLE").startsWith("master"));
				assertThat(one.get("/talents/t1/interviews").statusCode()).isEqualTo(200);
				await().atMost(Duration.ofSeconds(30))
					.untilAsserted(() -> assertThat(isUp(one) && isUp(other)).isTrue());
				assertShares(one, other, "t2");
			}
		}
	}

	private void assertShares(Instance one, Instance other, String talent) {
		this.feishu.answers(talent, FeishuServer.oneInterview("1"));
		assertThat(one.get("/talents/" + talent + "/interviews").statusCode()).isEqualTo(200);
		await().untilAsserted(() -> assertThat(
				other.get("/talents/" + talent + "/interviews", "Cache-Control", "only-if-cached").statusCode())
			.isEqualTo(200));
	}

	private static boolean isUp(Instance instance) {
		return instance.get("/actuator/health").body().contains("\"status\":\"UP\"")
				&& !instance.get("/actuator/health").body().contains("DEGRADED");
	}

	private Instance instance(String... settings) {
		String[] all = Stream
			.concat(Stream.of(settings),
					Stream.of("--spring.data.redis.timeout=5s", "--spring.data.redis.connect-timeout=5s"))
			.toArray(String[]::new);
		return new Instance(this.feishu, this.time, all);
	}

	private KeyStore keys() throws Exception {
		Path file = this.directory.resolve("redis.p12");
		Programs.createKeyStore(file, "redis", new String(PASSWORD));
		return KeyStore.getInstance(file.toFile(), PASSWORD);
	}

	private static String pem(String type, byte[] content) {
		return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(type,
				Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content));
	}

}
