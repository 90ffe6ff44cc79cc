package io.feishuinterviews.feishu.connection;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.feishuinterviews.FeishuInterviewsApplication;
import io.feishuinterviews.feishu.RawFeishu;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.SpringApplication;
import org.springframework.cache.CacheManager;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The connections to Feishu, and the attempts that are made on them.
 */
@Tag("slow")
class ConnectionsIntegrationTests {

	private static final RawFeishu raw = new RawFeishu();

	private static final HttpClient http = HttpClient.newHttpClient();

	private static ConfigurableApplicationContext service;

	@BeforeAll
	static void start() {
		service = SpringApplication.run(FeishuInterviewsApplication.class, "--server.port=0",
				"--interviews.shutdown.drain-for=0s", "--feishu.app-id=cli_x", "--feishu.app-secret=s3cret",
				"--interviews.security.anonymous-scopes=interviews:read", "--feishu.base-url=" + raw.url(),
				"--resilience4j.timelimiter.instances.feishu.timeout-duration=1s",
				"--resilience4j.retry.instances.feishu.wait-duration=10ms",
				"--resilience4j.circuitbreaker.instances.feishu.minimum-number-of-calls=10000",
				"--resilience4j.circuitbreaker.instances.feishu.sliding-window-size=10000");
	}

	@AfterAll
	static void stop() throws Exception {
		service.close();
		raw.close();
	}

	@BeforeEach
	void answer() {
		raw.tokens(RawFeishu.answer(RawFeishu.TOKEN));
		raw.interviews(RawFeishu.answer(RawFeishu.INTERVIEWS));
		// a token request that has failed is left alone for a moment
		await().until(() -> get("/talents/ready/interviews").statusCode() == 200);
		service.getBean(CacheManager.class)
			.getCacheNames()
			.forEach((name) -> service.getBean(CacheManager.class).getCache(name).clear());
	}

	static Stream<RawFeishu.Behaviour> failures() {
		return Stream.of(RawFeishu.stall(), RawFeishu.drip(), RawFeishu.hang(), RawFeishu.reset());
	}

	@ParameterizedTest
	@MethodSource("failures")
	void closesConnectionsWhenAnAttemptFails(RawFeishu.Behaviour failure) {
		assertThat(get("/talents/first/interviews").statusCode()).isEqualTo(200);
		raw.interviews(failure);
		List<CompletableFuture<HttpResponse<String>>> responses = IntStream.range(0, 50)
			.mapToObj((i) -> ask("/talents/t%d/interviews".formatted(i)))
			.toList();
		assertThat(responses).allSatisfy((response) -> assertThat(response.join().statusCode()).isIn(502, 504));
		// the pool keeps idle connections, but none on which an attempt has failed
		await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(raw.openConnections()).isZero());
	}

	@Test
	void returnsTheLogIdOfAResponseThatStalls() {
		raw.interviews(RawFeishu.stall());
		HttpResponse<String> response = get("/talents/stalled/interviews");
		assertThat(response.statusCode()).isEqualTo(504);
		assertThat(response.body()).contains("\"feishuLogId\":\"LOG1\"");
	}

	@Test
	void makesAtMostThreeAttemptsForInterviews() {
		raw.interviews(RawFeishu.reset());
		assertThat(get("/talents/reset-always/interviews").statusCode()).isEqualTo(502);
		assertThat(raw.requests("reset-always")).isEqualTo(3);
	}

	@Test
	void makesAtMostThreeAttemptsForTheTenantToken() {
		raw.tokens(RawFeishu.reset());
		long before = raw.requests("tenant_access_token");
		assertThat(get("/talents/no-token/interviews").statusCode()).isEqualTo(502);
		assertThat(raw.requests("tenant_access_token") - before).isEqualTo(3);
		assertThat(raw.requests("no-token")).isZero();
	}

	@Test
	void returns200AfterTwoConnectionResetsPerCall() {
		raw.tokens(RawFeishu.first(2, RawFeishu.reset(), RawFeishu.answer(RawFeishu.TOKEN)));
		raw.interviews(RawFeishu.first(2, RawFeishu.reset(), RawFeishu.answer(RawFeishu.INTERVIEWS)));
		assertThat(get("/talents/reset-twice/interviews").statusCode()).isEqualTo(200);
		assertThat(raw.requests("reset-twice")).isEqualTo(3);
	}

	private static HttpResponse<String> get(String path) {
		return ask(path).join();
	}

	private static CompletableFuture<HttpResponse<String>> ask(String path) {
		String port = service.getEnvironment().getProperty("local.server.port");
		return http.sendAsync(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
				HttpResponse.BodyHandlers.ofString());
	}

}
