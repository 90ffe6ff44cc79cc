package io.feishuinterviews.cache.redis;

import java.time.Duration;
import java.util.List;

import com.github.tomakehurst.wiremock.http.Fault;
import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.Instance;
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

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A call to Feishu that follows a look into Redis belongs to the request: in the log, and
 * in its trace.
 */
@Tag("redis")
@ExtendWith(OutputCaptureExtension.class)
class RequestContextIntegrationTests {

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	private static final FeishuServer feishu = new FeishuServer();

	private static final TestTime time = new TestTime();

	private static RedisServer redis;

	private static Instance one;

	private static Instance other;

	private String talent;

	@BeforeAll
	static void start() {
		redis = new RedisServer();
		one = instance();
		other = instance();
	}

	@AfterAll
	static void stop() {
		List.of(one, other).forEach(Instance::close);
		redis.close();
	}

	private static Instance instance() {
		return new Instance(feishu, time, "--spring.data.redis.url=" + redis.url(), "--spring.data.redis.timeout=5s",
				"--spring.profiles.active=tracing", "--resilience4j.retry.instances.feishu.wait-duration=10ms");
	}

	@BeforeEach
	void redisHasTheTalent(TestInfo test) {
		this.talent = test.getTestMethod().orElseThrow().getName();
		feishu.answers(this.talent, FeishuServer.oneInterview("1"));
		one.get(path());
		await().until(() -> other.get(path(), "Cache-Control", "only-if-cached, no-store").statusCode() == 200);
		feishu.forgetCalls();
		feishu.answers(this.talent, aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
	}

	@Test
	void aBackgroundRefreshOfAnEntryFromRedisBelongsToTheRequest(CapturedOutput output) {
		time.pass(Duration.ofSeconds(90));
		assertThat(request("")).isEqualTo(200);
		belongToTheRequest(output);
	}

	@Test
	void aNoStoreRequestThatRejectsTheEntryFromRedisBelongsToItself(CapturedOutput output) {
		time.pass(Duration.ofSeconds(10));
		assertThat(request("no-store, no-cache")).isEqualTo(502);
		belongToTheRequest(output);
	}

	@Test
	void aRevalidationOfAnEntryFromRedisBelongsToTheRequest(CapturedOutput output) {
		time.pass(Duration.ofSeconds(10));
		assertThat(request("no-cache")).isEqualTo(502);
		belongToTheRequest(output);
	}

	@Test
	void aNoStoreRequestThatFindsNothingInRedisBelongsToItself(CapturedOutput output) {
		one.delete("/actuator/talents/" + this.talent);
		assertThat(request("no-store")).isEqualTo(502);
		belongToTheRequest(output);
	}

	@Test
	void aMissBelongsToTheRequest(CapturedOutput output) {
		one.delete("/actuator/talents/" + this.talent);
		assertThat(request("")).isEqualTo(502);
		belongToTheRequest(output);
	}

	private int request(String cacheControl) {
		return other
			.get(path(), "Cache-Control", cacheControl, "X-Request-Id", "of-" + this.talent, "traceparent",
					"00-" + TRACE + "-b7ad6b7169203331-01")
			.statusCode();
	}

	private void belongToTheRequest(CapturedOutput output) {
		await().untilAsserted(() -> assertThat(output.getOut().lines())
			.filteredOn((line) -> line.contains("Talent " + this.talent + ":"))
			.isNotEmpty()
			.allSatisfy((line) -> assertThat(line).contains(" WARN ", " [of-" + this.talent)));
		assertThat(feishu.calls(this.talent)).isNotEmpty()
			.allSatisfy((call) -> assertThat(call.getHeader("traceparent")).startsWith("00-" + TRACE));
	}

	private String path() {
		return "/talents/" + this.talent + "/interviews";
	}

}
