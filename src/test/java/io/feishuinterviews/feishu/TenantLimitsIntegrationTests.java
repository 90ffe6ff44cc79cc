package io.feishuinterviews.feishu;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.feishuinterviews.FeishuServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Feishu's limits are those of each tenant, and each uses its own at the same time. That
 * no second has a call too many is also shown by UpstreamBudgetsTests, where time is
 * exact.
 */
@Tag("slow")
@TestPropertySource(properties = { "resilience4j.ratelimiter.instances.feishu.limit-for-period=50",
		"resilience4j.ratelimiter.instances.feishu-minute.limit-for-period=150",
		"resilience4j.timelimiter.instances.feishu-deadline.timeout-duration=12s" })
class TenantLimitsIntegrationTests extends StoreAppIntegrationTest {

	/**
	 * A second, but for the time that a busy machine needs until the server notes a call:
	 * the calls of a burst of both tenants are noted up to 100 ms late.
	 */
	private static final Duration SECOND = Duration.ofMillis(900);

	@Test
	void calls70TalentsOfEachTenantWithinItsOwnLimits() {
		pushTicket("k");
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1"));
		// a machine that compiles what it runs for the first time is slower than Feishu's
		// limit
		assertServed(cold("warm-up", 50));
		await().pollDelay(Duration.ofMillis(1300)).untilAsserted(() -> feishu.forgetCalls());

		assertServed(cold("t", 70));
		for (String tenant : List.of("acme", "globex")) {
			assertThat(calls(tenant)).hasSize(70);
			assertThat(FeishuServer.most(calls(tenant), SECOND)).as(tenant).isBetween(45, 50);
		}
		assertThat(FeishuServer.most(feishu.calls(), SECOND)).as("both together").isGreaterThan(50);

		// of the 150 calls in a minute, each tenant has 30 left
		List<HttpResponse<String>> more = IntStream.range(70, 110).mapToObj((i) -> read("acme", "t" + i)).toList();
		assertThat(more).filteredOn((answer) -> answer.statusCode() == 200).hasSizeLessThanOrEqualTo(30);
		assertProblem(more.get(39), 503, "feishu-unavailable");
		assertThat(read("globex", "t70").statusCode()).isEqualTo(200);
	}

	private List<CompletableFuture<HttpResponse<String>>> cold(String prefix, int talents) {
		return IntStream.range(0, talents)
			.boxed()
			.flatMap((i) -> Stream.of(reading("acme", prefix + i), reading("globex", prefix + i)))
			.toList();
	}

	private static void assertServed(List<CompletableFuture<HttpResponse<String>>> answers) {
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.join().statusCode()).isEqualTo(200));
	}

	private static List<LoggedRequest> calls(String tenant) {
		return feishu.calls()
			.stream()
			.filter((call) -> call.getHeader("Authorization").equals("Bearer t-" + tenant + "-k"))
			.toList();
	}

}
