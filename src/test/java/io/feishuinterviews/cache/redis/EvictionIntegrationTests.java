package io.feishuinterviews.cache.redis;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.Instance;
import io.feishuinterviews.RedisProxy;
import io.feishuinterviews.RedisServer;
import io.feishuinterviews.TestTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What one of three instances evicts disappears from all of them. One reaches Redis over
 * a network that may be cut.
 */
@Tag("redis")
@ExtendWith(OutputCaptureExtension.class)
class EvictionIntegrationTests {

	private static final FeishuServer feishu = new FeishuServer();

	private static final TestTime time = new TestTime();

	private static RedisServer redis;

	private static RedisProxy network;

	private static Instance one;

	private static Instance other;

	private static Instance remote;

	private String talent;

	@BeforeAll
	static void start() {
		redis = new RedisServer();
		network = new RedisProxy(redis);
		one = instance(redis.url());
		other = instance(redis.url());
		remote = instance(network.url());
	}

	@AfterAll
	static void stop() {
		List.of(one, other, remote).forEach(Instance::close);
		network.close();
		redis.close();
	}

	private static Instance instance(String url) {
		return new Instance(feishu, time, "--spring.data.redis.url=" + url, "--spring.data.redis.timeout=1s");
	}

	@BeforeEach
	void allHaveTheTalent(TestInfo test) {
		network.restore();
		this.talent = test.getTestMethod().orElseThrow().getName();
		feishu.answers(this.talent, FeishuServer.oneInterview("1"));
		load(this.talent);
	}

	@Test
	void anEvictedTalentDisappearsEverywhere() {
		load("another");
		assertThat(one.delete("/actuator/talents/" + this.talent).statusCode()).isEqualTo(204);
		assertThat(cached(one, this.talent)).isEqualTo(504);
		await().atMost(Duration.ofSeconds(5)).until(() -> cached(other, this.talent) == 504);
		await().atMost(Duration.ofSeconds(30)).until(() -> cached(remote, this.talent) == 504);
		assertThat(List.of(one, other, remote))
			.allSatisfy((instance) -> assertThat(cached(instance, "another")).isEqualTo(200));
	}

	@Test
	void anInstanceThatWasCutOffCatchesUp() {
		network.cut();
		awaitCutOff();
		one.delete("/actuator/talents/" + this.talent);
		assertThat(cached(remote, this.talent)).isEqualTo(200);
		network.restore();
		await().atMost(Duration.ofSeconds(30)).until(() -> cached(remote, this.talent) == 504);
	}

	@Test
	void anEvictionOfAnInstanceThatIsCutOffIsRepeated() {
		network.cut();
		awaitCutOff();
		assertThat(remote.delete("/actuator/talents/" + this.talent).statusCode()).isEqualTo(204);
		assertThat(cached(remote, this.talent)).isEqualTo(504);
		assertThat(cached(one, this.talent)).isEqualTo(200);
		network.restore();
		await().atMost(Duration.ofSeconds(30))
			.until(() -> cached(one, this.talent) == 504 && cached(other, this.talent) == 504);
		await().atMost(Duration.ofSeconds(30)).until(() -> health(remote).contains("\"redis\":{\"status\":\"UP\"}"));
		assertThat(cached(remote, this.talent)).isEqualTo(504);
	}

	@Test
	void theLogNamesATalentOnceThatRedisDoesNotKnowToBeEvicted(CapturedOutput output) {
		network.cut();
		await().atMost(Duration.ofSeconds(30))
			.until(() -> health(remote)
				.contains("\"redis\":{\"description\":\"Redis is failing\",\"status\":\"DEGRADED\"}"));
		remote.delete("/actuator/talents/" + this.talent);
		remote.delete("/actuator/talents/" + this.talent);
		assertThat(removals(output, this.talent)).hasSize(1);
		String denied = "error-1002216";
		remote.get("/talents/" + denied + "/interviews", "X-Request-Id", "first-denial");
		time.pass(Duration.ofSeconds(31));
		remote.get("/talents/" + denied + "/interviews", "X-Request-Id", "second-denial");
		assertThat(feishu.calls(denied)).hasSize(2);
		await().untilAsserted(() -> assertThat(removals(output, denied)).isNotEmpty());
		assertThat(removals(output, denied)).singleElement().asString().contains(" WARN ", " [first-denial");
	}

	@Test
	void theLogDoesNotNameATalentThatRedisKnowsToBeEvicted(CapturedOutput output) {
		one.delete("/actuator/talents/" + this.talent);
		await().atMost(Duration.ofSeconds(30)).until(() -> cached(other, this.talent) == 504);
		assertThat(removals(output, this.talent)).isEmpty();
	}

	@Test
	void aRepeatedEvictionDoesNotStoreADenialThatHasEnded() {
		network.cut();
		awaitCutOff();
		time.pass(Duration.ofSeconds(2));
		feishu.answers(this.talent, FeishuServer.error(400, 1002216));
		assertThat(noCache(remote).statusCode()).isEqualTo(403);
		feishu.answers(this.talent, FeishuServer.oneInterview("2"));
		assertThat(noCache(one).body()).contains("\"id\":\"2\"");
		network.restore();
		await().atMost(Duration.ofSeconds(30)).until(() -> cached(one, this.talent) != 200);
		assertThat(cached(one, this.talent)).isEqualTo(504);
		await().atMost(Duration.ofSeconds(30)).until(() -> cached(other, this.talent) != 200);
		assertThat(cached(other, this.talent)).isEqualTo(504);
		assertThat(one.get("/talents/" + this.talent + "/interviews").body()).contains("\"id\":\"2\"");
	}

	@Test
	void aLoadThatBeganBeforeTheEvictionIsNotStored() {
		feishu.answers("slow", FeishuServer.oneInterview("1").withFixedDelay(1500));
		var slow = other.ask("/talents/slow/interviews");
		await().atMost(Duration.ofSeconds(30)).until(() -> feishu.calls("slow").size() == 1);
		one.delete("/actuator/talents/slow");
		assertThat(slow.join().statusCode()).isEqualTo(200);
		await().pollDelay(Duration.ofMillis(500)).until(() -> cached(other, "slow") == 504);
		assertThat(cached(one, "slow")).isEqualTo(504);
		assertThat(cached(remote, "slow")).isEqualTo(504);
	}

	@Test
	void aLoadAfterTheEvictionIsStored() {
		one.delete("/actuator/talents/" + this.talent);
		await().atMost(Duration.ofSeconds(30))
			.until(() -> cached(other, this.talent) == 504 && cached(remote, this.talent) == 504);
		feishu.answers(this.talent, FeishuServer.oneInterview("2"));
		assertThat(other.get("/talents/" + this.talent + "/interviews").body()).contains("\"id\":\"2\"");
		await().atMost(Duration.ofSeconds(30))
			.until(() -> cached(one, this.talent) == 200 && cached(remote, this.talent) == 200);
	}

	@Test
	void clearingTheCacheEmptiesAllInstances() {
		assertThat(one.delete("/actuator/caches/interviews").statusCode()).isEqualTo(204);
		assertThat(cached(one, this.talent)).isEqualTo(504);
		await().atMost(Duration.ofSeconds(30))
			.until(() -> cached(other, this.talent) == 504 && cached(remote, this.talent) == 504);
		feishu.answers(this.talent, FeishuServer.oneInterview("2"));
		assertThat(other.get("/talents/" + this.talent + "/interviews").body()).contains("\"id\":\"2\"");
		await().atMost(Duration.ofSeconds(30)).until(() -> cached(one, this.talent) == 200);
	}

	@Test
	void aLostJournalEmptiesTheFirstLevel() {
		redis.cli("DEL", redis.keys().stream().filter((key) -> key.endsWith(":stream")).findFirst().orElseThrow());
		feishu.answers(this.talent, FeishuServer.error(500, 1002001));
		redis.cli("DEL", redis.keys().stream().filter((key) -> key.endsWith(":epoch")).findFirst().orElseThrow());
		await().atMost(Duration.ofSeconds(30))
			.until(() -> cached(one, this.talent) == 504 && cached(other, this.talent) == 504);
	}

	@Test
	void aFailoverThatLosesEvictionsEmptiesBothLevels() {
		load("evicted");
		one.delete("/actuator/talents/evicted");
		await().atMost(Duration.ofSeconds(30))
			.until(() -> cached(other, "evicted") == 504 && cached(remote, "evicted") == 504);
		String stream = redis.keys().stream().filter((key) -> key.endsWith(":stream")).findFirst().orElseThrow();
		String last = redis.cli("XREVRANGE", stream, "+", "-", "COUNT", "1").lines().findFirst().orElseThrow();
		redis.cli("XDEL", stream, last);
		await().atMost(Duration.ofSeconds(30))
			.until(() -> List.of(one, other, remote)
				.stream()
				.allMatch((instance) -> cached(instance, this.talent) == 504));
	}

	@Test
	void aTrimmedJournalEmptiesTheFirstLevel() {
		network.cut();
		awaitCutOff();
		one.delete("/actuator/talents/" + this.talent);
		one.delete("/actuator/talents/another");
		String stream = redis.keys().stream().filter((key) -> key.endsWith(":stream")).findFirst().orElseThrow();
		redis.cli("XTRIM", stream, "MAXLEN", "1");
		assertThat(cached(remote, this.talent)).isEqualTo(200);
		network.restore();
		await().atMost(Duration.ofSeconds(30)).until(() -> cached(remote, this.talent) == 504);
	}

	private static void load(String talentId) {
		feishu.answers(talentId, FeishuServer.oneInterview("1"));
		await().atMost(Duration.ofSeconds(30)).until(() -> health(remote).contains("\"redis\":{\"status\":\"UP\"}"));
		one.get("/talents/" + talentId + "/interviews");
		await().atMost(Duration.ofSeconds(30))
			.until(() -> cached(other, talentId) == 200 && cached(remote, talentId) == 200);
		other.get("/talents/" + talentId + "/interviews");
		remote.get("/talents/" + talentId + "/interviews");
	}

	private static List<String> removals(CapturedOutput output, String talentId) {
		return output.getOut()
			.lines()
			.filter((line) -> line.contains("Talent " + talentId + " was removed from this instance"))
			.toList();
	}

	private static void awaitCutOff() {
		await().atMost(Duration.ofSeconds(30))
			.until(() -> health(remote)
				.contains("\"redis\":{\"description\":\"Redis is failing\",\"status\":\"DEGRADED\"}"));
	}

	private HttpResponse<String> noCache(Instance instance) {
		return instance.get("/talents/" + this.talent + "/interviews", "Cache-Control", "no-cache");
	}

	private static int cached(Instance instance, String talentId) {
		return instance.get("/talents/" + talentId + "/interviews", "Cache-Control", "only-if-cached").statusCode();
	}

	private static String health(Instance instance) {
		return instance.get("/actuator/health").body();
	}

}
