package io.feishuinterviews.feishu;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One client requests more than the upstream budget allows, beside others. No call fails
 * here for being slow: callers and Feishu run on the same machine.
 */
@Tag("slow")
@TestPropertySource(properties = { "resilience4j.timelimiter.instances.feishu.timeout-duration=6s",
		"resilience4j.circuitbreaker.instances.feishu.slow-call-duration-threshold=1m",
		"resilience4j.ratelimiter.instances.feishu.limit-for-period=20",
		"resilience4j.ratelimiter.instances.feishu-minute.limit-for-period=1000" })
class FairnessIntegrationTests extends IntegrationTest {

	@Test
	void servesAModestClientWhileAnotherExceedsTheBudgetFourfold() {
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1"));
		get("/talents/token/interviews");
		List<CompletableFuture<HttpResponse<String>>> waiting = IntStream.range(0, 3)
			.mapToObj((i) -> ask(batch("full" + i, 80), as("recruiter")))
			.toList();
		Disposable greedy = Flux.interval(Duration.ofMillis(100))
			.flatMap((i) -> Mono.fromFuture(ask(batch("more" + i, 8), as("recruiter"))))
			.subscribe();
		// its queue is full, and it goes on filling it
		Flux.interval(Duration.ofMillis(500)).blockFirst();
		List<Integer> modest = IntStream.range(0, 42)
			.mapToObj((i) -> get("/talents/modest-%d/interviews".formatted(i), as("reader")).statusCode())
			.toList();
		greedy.dispose();
		assertThat(modest.stream().filter((status) -> status == 200)).hasSize(42);
		waiting.forEach(CompletableFuture::join);
	}

	@Test
	void servesOtherClientsSoonWhileOneWaitsFor1000Talents() {
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1"));
		get("/talents/token/interviews");
		List<CompletableFuture<HttpResponse<String>>> greedy = IntStream.range(0, 10)
			.mapToObj((i) -> ask(batch("cold" + i, 100), as("recruiter")))
			.toList();
		// all ten have arrived, and what the budget allows at once is used up
		Flux.interval(Duration.ofMillis(500)).blockFirst();
		long start = System.nanoTime();
		assertThat(get("/talents/other/interviews", as("reader")).statusCode()).isEqualTo(200);
		assertThat(get("/talents/anonymous/interviews").statusCode()).isEqualTo(200);
		// a turn takes 50 ms, and the queue of the greedy client 7 s
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
		List<JsonNode> results = greedy.stream()
			.flatMap((answer) -> json(answer.join()).get("results").valueStream())
			.toList();
		assertThat(results).extracting((result) -> result.get("status").asInt()).contains(200, 503);
		// on a slow machine, the time of some may be up just after they had their turn
		assertThat(results).filteredOn((result) -> result.get("status").asInt() != 200)
			.allSatisfy((result) -> assertThat(result.at("/problem/code").asString()).isIn("feishu-unavailable",
					"feishu-timeout"));
	}

	private static String batch(String prefix, int talents) {
		return IntStream.range(0, talents)
			.mapToObj((i) -> "talentId=%s-%d".formatted(prefix, i))
			.collect(Collectors.joining("&", "/talents/interviews?", ""));
	}

}
