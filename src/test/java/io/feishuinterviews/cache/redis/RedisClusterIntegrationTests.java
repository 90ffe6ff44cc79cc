package io.feishuinterviews.cache.redis;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.Instance;
import io.feishuinterviews.RedisServer;
import io.feishuinterviews.StoreFeishu;
import io.feishuinterviews.TestTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two instances share through a Redis Cluster of three masters.
 */
@Tag("redis")
class RedisClusterIntegrationTests {

	private static final int TALENTS = 20;

	private final FeishuServer feishu = new FeishuServer();

	private final TestTime time = new TestTime();

	@Test
	void entriesAndEvictionsAreSharedThroughACluster() {
		List<RedisServer> masters = Stream.generate(RedisServer::clusterNode).limit(3).toList();
		try {
			createCluster(masters);
			String nodes = nodes(masters);
			try (Instance one = instance(nodes); Instance other = instance(nodes)) {
				for (int i = 0; i < TALENTS; i++) {
					this.feishu.answers("t" + i, FeishuServer.oneInterview("1"));
					assertThat(one.get("/talents/t" + i + "/interviews").statusCode()).isEqualTo(200);
				}
				await().untilAsserted(() -> assertThat(cached(other)).isEqualTo(TALENTS));
				assertThat(masters).allSatisfy((master) -> assertThat(master.keys()).isNotEmpty());
				other.get("/talents/t0/interviews");
				one.delete("/actuator/talents/t0");
				await().untilAsserted(() -> assertThat(cached(other)).isEqualTo(TALENTS - 1));
				one.delete("/actuator/caches/interviews");
				await().untilAsserted(() -> assertThat(cached(other)).isZero());
			}
		}
		finally {
			masters.forEach(RedisServer::close);
		}
	}

	@Test
	void aTenantIsPurgedThroughACluster() {
		List<RedisServer> masters = Stream.generate(RedisServer::clusterNode).limit(3).toList();
		StoreFeishu store = new StoreFeishu(this.feishu);
		store.reset();
		String[] settings = StoreFeishu.settings().toArray(String[]::new);
		try {
			createCluster(masters);
			String nodes = nodes(masters);
			try (Instance one = instance(nodes, settings); Instance other = instance(nodes, settings)) {
				store.pushTicket(one, this.time, "k");
				await().until(() -> one.get("/talents/t0/interviews").statusCode() != 503);
				for (int i = 0; i < TALENTS; i++) {
					this.feishu.answers("t" + i, "t-acme-k", FeishuServer.oneInterview("1"));
				}
				this.time.pass(Duration.ofMinutes(1));
				for (int i = 0; i < TALENTS; i++) {
					assertThat(one.get("/talents/t" + i + "/interviews").statusCode()).isEqualTo(200);
				}
				await().untilAsserted(() -> assertThat(cached(other)).isEqualTo(TALENTS));
				store.push(other, this.time, "app_uninstalled", ",\"tenant_key\":\"acme\"");
				await().untilAsserted(() -> assertThat(cached(one)).isZero());
				await().untilAsserted(() -> assertThat(cached(other)).isZero());
			}
		}
		finally {
			masters.forEach(RedisServer::close);
		}
	}

	private static String nodes(List<RedisServer> masters) {
		return masters.stream().map((master) -> "127.0.0.1:" + master.port()).collect(Collectors.joining(","));
	}

	private Instance instance(String nodes, String... settings) {
		return new Instance(this.feishu, this.time,
				Stream
					.concat(Stream.of(settings), Stream.of("--spring.data.redis.cluster.nodes=" + nodes,
							"--spring.data.redis.timeout=5s", "--spring.data.redis.connect-timeout=5s"))
					.toArray(String[]::new));
	}

	private static void createCluster(List<RedisServer> masters) {
		Stream<String> nodes = masters.stream().map((master) -> "127.0.0.1:" + master.port());
		masters.get(0)
			.cli(Stream.of(Stream.of("--cluster", "create"), nodes, Stream.of("--cluster-yes"))
				.flatMap((part) -> part)
				.toArray(String[]::new));
		await().atMost(Duration.ofSeconds(30))
			.until(() -> masters.stream()
				.allMatch((master) -> master.cli("CLUSTER", "INFO").contains("cluster_state:ok")));
	}

	private static long cached(Instance instance) {
		return IntStream.range(0, TALENTS)
			.filter((i) -> instance.get("/talents/t" + i + "/interviews", "Cache-Control", "only-if-cached")
				.statusCode() == 200)
			.count();
	}

}
