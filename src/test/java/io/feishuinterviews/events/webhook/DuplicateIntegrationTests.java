package io.feishuinterviews.events.webhook;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import io.feishuinterviews.FeishuEvents;
import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.Instance;
import io.feishuinterviews.RedisServer;
import io.feishuinterviews.Sandbox;
import io.feishuinterviews.Scrape;
import io.feishuinterviews.TestTime;
import io.feishuinterviews.redis.encryption.KeyNames;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Events that Feishu sends to one of two instances, and repeats to the other.
 */
@Tag("redis")
class DuplicateIntegrationTests {

	private static final FeishuEvents events = FeishuEvents.SANDBOX;

	private static final FeishuServer feishu = new FeishuServer();

	private static final TestTime time = new TestTime();

	private static final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static RedisServer redis;

	private static Instance one;

	private static Instance other;

	@BeforeAll
	static void start() {
		redis = new RedisServer();
		one = instance();
		other = instance();
		for (Instance instance : List.of(one, other)) {
			await().atMost(Duration.ofSeconds(30))
				.until(() -> instance.get("/actuator/health").body().contains("\"redis\":{\"status\":\"UP\"}"));
		}
	}

	@AfterAll
	static void stop() {
		one.close();
		other.close();
		redis.close();
		RecordingHandler.handled.clear();
	}

	private static Instance instance() {
		return new Instance(feishu, time, "--spring.data.redis.url=" + redis.url(), "--spring.data.redis.timeout=1s",
				"--feishu.events.encrypt-key=" + Sandbox.ENCRYPT_KEY,
				"--feishu.events.verification-token=" + Sandbox.VERIFICATION_TOKEN,
				"--spring.main.sources=" + RecordingHandler.Configuration.class.getName());
	}

	@Test
	void aRepetitionToAnotherInstanceDoesNothing() {
		String body = body("repeated");
		String[] headers = events.headers(time.instant(), body);
		assertThat(push(one, body, headers)).isEqualTo(200);
		await().until(() -> handled(one, "expired") >= 1);
		double before = handled(other, "duplicate");
		assertThat(push(other, body, headers)).isEqualTo(200);
		await().until(() -> handled(other, "duplicate") == before + 1);
		assertThat(RecordingHandler.times("repeated")).isEqualTo(1);
		assertThat(redis.keys()).noneMatch((key) -> key.contains("repeated"));
	}

	@Test
	void anEventIsHandledOnceIfItArrivesAtBothInstancesAtOnce() {
		double before = handled(one, "duplicate") + handled(other, "duplicate");
		for (int i = 0; i < 100; i++) {
			String body = body("at-once-" + i);
			String[] headers = events.headers(time.instant(), body);
			var first = http.sendAsync(request(one, body, headers), HttpResponse.BodyHandlers.discarding());
			var second = http.sendAsync(request(other, body, headers), HttpResponse.BodyHandlers.discarding());
			assertThat(first.join().statusCode()).isEqualTo(200);
			assertThat(second.join().statusCode()).isEqualTo(200);
		}
		await().until(() -> handled(one, "duplicate") + handled(other, "duplicate") == before + 100);
		for (int i = 0; i < 100; i++) {
			String id = "at-once-" + i;
			await().untilAsserted(() -> assertThat(RecordingHandler.times(id)).as(id).isEqualTo(1));
		}
	}

	@Test
	void anEventIsRememberedAsLongAsARepetitionIsAccepted() {
		String body = body("remembered");
		assertThat(push(one, body, events.headers(time.instant(), body))).isEqualTo(200);
		String name = one.context().getBean(KeyNames.class).ofEvent("remembered");
		await().untilAsserted(() -> assertThat(Long.parseLong(redis.cli("TTL", name)))
			.isBetween(Duration.ofHours(8).toSeconds(), Duration.ofHours(8).plusMinutes(5).toSeconds()));
	}

	@Test
	void anEventThatAnInstanceHasBegunAndNotHandledIsHandledByAnother() {
		String name = one.context().getBean(KeyNames.class).ofEvent("begun");
		redis.cli("SET", name, "1", "PX", "10000");
		double before = handled(other, "duplicate");
		String body = body("begun");
		String[] headers = events.headers(time.instant(), body);
		assertThat(push(other, body, headers)).isEqualTo(200);
		await().until(() -> handled(other, "duplicate") == before + 1);
		// the instance that has begun has ended
		redis.cli("DEL", name);
		assertThat(push(other, body, headers)).isEqualTo(200);
		await().until(() -> RecordingHandler.times("begun") == 1);
	}

	@Test
	void eventsAreHandledWhileRedisIsDown() {
		try (RedisServer lost = new RedisServer();
				Instance alone = new Instance(feishu, time, "--spring.data.redis.url=" + lost.url(),
						"--feishu.events.encrypt-key=" + Sandbox.ENCRYPT_KEY,
						"--feishu.events.verification-token=" + Sandbox.VERIFICATION_TOKEN,
						"--spring.main.sources=" + RecordingHandler.Configuration.class.getName())) {
			lost.kill();
			String body = body("alone");
			String[] headers = events.headers(time.instant(), body);
			assertThat(push(alone, body, headers)).isEqualTo(200);
			await().until(() -> RecordingHandler.times("alone") == 1);
			assertThat(push(alone, body, headers)).isEqualTo(200);
			assertThat(handled(alone, "duplicate")).isEqualTo(1);
			assertThat(RecordingHandler.times("alone")).isEqualTo(1);
		}
	}

	private static String body(String id) {
		return events.encrypted(events.event(id, RecordingHandler.TYPE, "{}"));
	}

	private static int push(Instance instance, String body, String[] headers) {
		return http.sendAsync(request(instance, body, headers), HttpResponse.BodyHandlers.discarding())
			.join()
			.statusCode();
	}

	private static HttpRequest request(Instance instance, String body, String[] headers) {
		String port = instance.context().getEnvironment().getProperty("local.server.port");
		return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/feishu/events"))
			.headers(headers)
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build();
	}

	private static double handled(Instance instance, String outcome) {
		return Scrape.of(instance.get("/actuator/prometheus", "Authorization", "Bearer operator-key").body())
			.sum("interviews_events_total", "type", RecordingHandler.TYPE, "outcome", outcome);
	}

}
