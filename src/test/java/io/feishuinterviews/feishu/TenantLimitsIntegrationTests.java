package io.feishuinterviews.feishu;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.feishuinterviews.FeishuServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Feishu's limits are those of each tenant. That each uses its own at the same time is
 * shown by UpstreamBudgetsTests, where time is exact.
 */
@Tag("slow")
@TestPropertySource(properties = { "resilience4j.ratelimiter.instances.feishu.limit-for-period=50",
		"resilience4j.ratelimiter.instances.feishu-minute.limit-for-period=80" })
class TenantLimitsIntegrationTests extends StoreAppIntegrationTest {

	@Test
	void calls70TalentsOfEachTenantWithinItsOwnLimits() {
		pushTicket("k");
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1"));
		List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 70)
			.boxed()
			.flatMap((i) -> Stream.of(reading("acme", "t" + i), reading("globex", "t" + i)))
			.toList();
		// the limits of one tenant in a minute would not suffice for both
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.join().statusCode()).isEqualTo(200));
		for (String tenant : List.of("acme", "globex")) {
			List<Instant> times = feishu.calls()
				.stream()
				.filter((call) -> call.getHeader("Authorization").equals("Bearer t-" + tenant + "-k"))
				.map((call) -> call.getLoggedDate().toInstant())
				.sorted()
				.toList();
			assertThat(times).hasSize(70);
			// a second, but for the time that the first calls took on their way
			assertThat(Duration.between(times.get(0), times.get(69))).isGreaterThan(Duration.ofMillis(500));
		}
		List<HttpResponse<String>> more = IntStream.range(70, 90).mapToObj((i) -> read("acme", "t" + i)).toList();
		assertThat(more).filteredOn((answer) -> answer.statusCode() == 200).hasSizeLessThanOrEqualTo(10);
		assertProblem(more.get(19), 503, "feishu-unavailable");
		assertThat(read("globex", "t70").statusCode()).isEqualTo(200);
	}

}
