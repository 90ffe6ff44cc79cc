package io.feishuinterviews.feishu;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Feishu's limits, as the service is shipped to keep them. Only the deadline is longer:
 * here the callers and Feishu run on the same machine, in the same process.
 */
@Tag("slow")
@TestPropertySource(properties = { "resilience4j.timelimiter.instances.feishu-deadline.timeout-duration=12s",
		"resilience4j.ratelimiter.instances.feishu.limit-for-period=50",
		"resilience4j.ratelimiter.instances.feishu-minute.limit-for-period=1000" })
class LimitsIntegrationTests extends IntegrationTest {

	@Test
	void calls400TalentsAt50PerSecondWithoutLoss() {
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1"));
		// a machine that compiles what it runs for the first time is slower than Feishu's
		// limit
		IntStream.range(0, 50).forEach((i) -> get("/talents/warm-up-%d/interviews".formatted(i)));
		await().pollDelay(Duration.ofMillis(1300)).untilAsserted(() -> feishu.forgetCalls());
		List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 400)
			.mapToObj((i) -> ask("/talents/t%d/interviews".formatted(i)))
			.toList();
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.join().statusCode()).isEqualTo(200));
		List<Instant> times = feishu.calls().stream().map((call) -> call.getLoggedDate().toInstant()).sorted().toList();
		assertThat(times).hasSize(400);
		// 7 s if nothing held the first calls up on their way; that no second has more
		// than
		// 50 is shown by UpstreamBudgetTests, where time is exact
		assertThat(Duration.between(times.get(0), times.get(399))).isGreaterThan(Duration.ofSeconds(6));
	}

	@Test
	void rejectsRequestsImmediatelyWhenTheWaitWouldExceedTheDeadline() {
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1"));
		List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 500)
			.mapToObj((i) -> ask("/talents/u%d/interviews".formatted(i)))
			.toList();
		List<HttpResponse<String>> refused = answers.stream()
			.map(CompletableFuture::join)
			.filter((answer) -> answer.statusCode() != 200)
			.toList();
		assertThat(refused).isNotEmpty().allSatisfy((answer) -> {
			assertProblem(answer, 503, "feishu-unavailable");
			assertThat(answer.headers().firstValue("Retry-After")).isPresent();
		});
	}

}
