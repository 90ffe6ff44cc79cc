package io.feishuinterviews.feishu;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.feishuinterviews.StoreFeishu;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
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
	 * Notes the times of requests without delay, unlike a server that first looks for its
	 * answer.
	 */
	private static final RawFeishu raw = new RawFeishu();

	@DynamicPropertySource
	static void useRawFeishu(DynamicPropertyRegistry registry) {
		registry.add("feishu.base-url", raw::url);
	}

	@AfterAll
	static void close() throws IOException {
		raw.close();
	}

	@Test
	void calls70TalentsOfEachTenantWithinItsOwnLimits() {
		pushTicket("k");
		raw.tokens(RawFeishu.answer("""
				{"code":0,"app_access_token":"a","tenant_access_token":"t","expire":7200}"""));
		// a machine that compiles what it runs for the first time is slower than Feishu's
		// limit
		assertServed(cold("warm-up", 50));
		await().pollDelay(Duration.ofMillis(1300)).until(() -> true);

		assertServed(cold("t", 70));
		for (String tenant : StoreFeishu.TENANTS) {
			List<Long> times = raw.times("talent_id=t-" + tenant);
			assertThat(times).hasSize(70);
			assertThat(mostInASecond(times)).as(tenant).isBetween(45, 50);
		}
		assertThat(mostInASecond(raw.times("talent_id=t-"))).as("both together").isGreaterThan(50);

		// of the 150 calls in a minute, each tenant has 30 left
		List<HttpResponse<String>> more = IntStream.range(70, 110).mapToObj((i) -> read("acme", "more" + i)).toList();
		assertThat(more).filteredOn((answer) -> answer.statusCode() == 200).hasSizeLessThanOrEqualTo(30);
		assertProblem(more.get(39), 503, "feishu-unavailable");
		assertThat(read("globex", "more").statusCode()).isEqualTo(200);
	}

	private List<CompletableFuture<HttpResponse<String>>> cold(String prefix, int talents) {
		return IntStream.range(0, talents)
			.boxed()
			.flatMap((i) -> StoreFeishu.TENANTS.stream().map((tenant) -> reading(tenant, prefix + "-" + tenant + i)))
			.toList();
	}

	private static void assertServed(List<CompletableFuture<HttpResponse<String>>> answers) {
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.join().statusCode()).isEqualTo(200));
	}

	private static int mostInASecond(List<Long> times) {
		return times.stream()
			.mapToInt((first) -> (int) times.stream()
				.filter((time) -> time >= first && time - first < Duration.ofSeconds(1).toNanos())
				.count())
			.max()
			.orElse(0);
	}

}
