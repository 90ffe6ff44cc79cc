package io.feishuinterviews;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The metrics for Prometheus.
 */
@Tag("slow")
class MetricsIntegrationTests extends IntegrationTest {

	private static final String TALENT = "/talents/7100000000000000001/interviews";

	@Test
	void responsesAreCountedBySource() {
		Scrape before = scrape();
		get(TALENT);
		get(TALENT);
		this.time.pass(Duration.ofSeconds(61));
		get(TALENT);
		Scrape after = scrape();
		for (String source : new String[] { "feishu", "fresh", "stale" }) {
			assertThat(increase(before, after, "interviews_answers_total", "source", source, "failure", "none"))
				.as(source)
				.isEqualTo(1);
		}
		assertThat(increase(before, after, "interviews_answers_total")).isEqualTo(3);
	}

	@ParameterizedTest
	@CsvSource({ "error-1002102, talent-not-found", "error-1002216, talent-confidential",
			"error-1002002, invalid-request", "error-99991672, feishu-access", "error-html-502, feishu-failure",
			"error-99991403, feishu-quota" })
	void failedResponsesAreCountedByProblemCode(String talent, String failure) {
		Scrape before = scrape();
		get("/talents/" + talent + "/interviews");
		Scrape after = scrape();
		assertThat(increase(before, after, "interviews_answers_total", "source", "failed", "failure", failure))
			.isEqualTo(1);
		assertThat(increase(before, after, "interviews_answers_total")).isEqualTo(1);
	}

	@Test
	void cacheMissesAndStaleIfErrorResponsesAreCounted() {
		Scrape before = scrape();
		get("/talents/t/interviews", "Cache-Control", "only-if-cached");
		feishu.answers("t", FeishuServer.oneInterview("1"));
		get("/talents/t/interviews");
		feishu.answers("t", FeishuServer.error(500, 1002001));
		this.time.pass(Duration.ofHours(1));
		assertThat(get("/talents/t/interviews").statusCode()).isEqualTo(200);
		Scrape after = scrape();
		assertThat(increase(before, after, "interviews_answers_total", "source", "failed", "failure", "not-cached"))
			.isEqualTo(1);
		assertThat(increase(before, after, "interviews_answers_total", "source", "stale", "failure", "feishu-failure"))
			.isEqualTo(1);
	}

	@Test
	void ageOfResponsesIsRecorded() {
		Scrape before = scrape();
		get(TALENT);
		this.time.pass(Duration.ofSeconds(30));
		get(TALENT);
		Scrape after = scrape();
		assertThat(increase(before, after, "interviews_answer_age_seconds_count")).isEqualTo(2);
		assertThat(increase(before, after, "interviews_answer_age_seconds_sum")).isEqualTo(30);
		assertThat(increase(before, after, "interviews_answer_age_seconds_bucket", "le", "10.0")).isEqualTo(1);
		assertThat(increase(before, after, "interviews_answer_age_seconds_bucket", "le", "60.0")).isEqualTo(2);
	}

	@Test
	void cacheSizeAndCacheHitsAreExported() {
		Scrape before = scrape();
		assertThat(before.sum("interviews_cache_size_bytes")).isZero();
		assertThat(before.sum("interviews_cache_max_size_bytes")).isEqualTo(64 * 1024 * 1024);
		get(TALENT);
		get(TALENT);
		Scrape after = scrape();
		assertThat(after.sum("interviews_cache_size_bytes")).isGreaterThan(1000);
		assertThat(after.sum("cache_size", "cache", "interviews")).isEqualTo(1);
		assertThat(increase(before, after, "cache_gets_total", "cache", "interviews", "result", "hit")).isEqualTo(1);
		assertThat(increase(before, after, "cache_gets_total", "cache", "interviews", "result", "miss")).isEqualTo(1);
	}

	@Test
	void ageAndRemainingLifetimeOfTheTenantTokenAreExported() {
		feishu.issues("t-1", 7200);
		get(TALENT);
		this.time.pass(Duration.ofMinutes(10));
		Scrape scrape = scrape();
		assertThat(scrape.sum("feishu_token_age_seconds")).isEqualTo(600);
		assertThat(scrape.sum("feishu_token_left_seconds")).isEqualTo(6600);
		this.caches.getCache("tenant-token").clear();
		assertThat(scrape().sum("feishu_token_age_seconds")).isNaN();
	}

	@ParameterizedTest
	@CsvSource({ "7100000000000000001, success, 0, 1", "error-1002102, talent-not-found, 1002102, 1",
			"error-1002001, feishu-failure, 1002001, 3", "error-99991672, feishu-access, 99991672, 1",
			"error-99991663, token-refused, 99991663, 2", "error-html-502, feishu-failure, none, 3" })
	void callsToFeishuAreCountedByOutcomeAndCode(String talent, String outcome, String code, int times) {
		Scrape before = scrape();
		get("/talents/" + talent + "/interviews");
		Scrape after = scrape();
		assertThat(increase(before, after, "feishu_calls_seconds_count", "call", "get_by_talent")).isEqualTo(times);
		assertThat(increase(before, after, "feishu_calls_seconds_count", "call", "get_by_talent", "outcome", outcome,
				"code", code))
			.isEqualTo(times);
		assertThat(increase(before, after, "feishu_calls_seconds_bucket", "call", "get_by_talent", "le", "+Inf"))
			.isEqualTo(times);
	}

	@Test
	void tenantTokenCallsAreCounted() {
		Scrape before = scrape();
		get(TALENT);
		feishu.answersTokenRequests(FeishuServer.error(400, 10014));
		this.caches.getCache("tenant-token").clear();
		get("/talents/7100000000000000002/interviews");
		Scrape after = scrape();
		assertThat(increase(before, after, "feishu_calls_seconds_count", "call", "tenant_access_token", "outcome",
				"success", "code", "0"))
			.isEqualTo(1);
		assertThat(increase(before, after, "feishu_calls_seconds_count", "call", "tenant_access_token", "outcome",
				"feishu-access", "code", "10014"))
			.isEqualTo(1);
	}

	@Test
	void undocumentedFeishuCodesShareOneMetricTag() {
		Scrape before = scrape();
		// a custom app does not know the codes of store apps
		for (int code : new int[] { 777000, 777001, 777002, 10012, 10013 }) {
			feishu.answers("t" + code, FeishuServer.error(400, code));
			get("/talents/t" + code + "/interviews");
		}
		Scrape after = scrape();
		assertThat(increase(before, after, "feishu_calls_seconds_count", "call", "get_by_talent", "outcome",
				"feishu-failure", "code", "other"))
			.isEqualTo(5);
		assertThat(labels(after, "feishu_calls_seconds_count", "code"))
			.noneMatch((code) -> code.matches("777.*|10012|10013"));
	}

	@Test
	void callsThatTimeOutAreCounted() {
		feishu.answers("slow", FeishuServer.oneInterview("1").withFixedDelay(60_000));
		Scrape before = scrape();
		get("/talents/slow/interviews");
		assertThat(
				increase(before, scrape(), "feishu_calls_seconds_count", "outcome", "feishu-timeout", "code", "none"))
			.isPositive();
	}

	@Test
	void rejectedRequestsAreCountedByReason() {
		Scrape before = scrape();
		get(TALENT, "Authorization", "Bearer nobody");
		get(TALENT, as("operator"));
		Scrape after = scrape();
		assertThat(increase(before, after, "interviews_rejected_total", "reason", "unauthenticated")).isEqualTo(1);
		assertThat(increase(before, after, "interviews_rejected_total", "reason", "insufficient-scope")).isEqualTo(1);
		assertThat(labels(after, "interviews_rejected_total", "reason")).contains("too-many-requests",
				"identity-provider-unavailable");
	}

	@Test
	void requestDurationsAreCountedInHistogramBuckets() {
		get(TALENT);
		assertThat(labels(scrape(), "http_server_requests_seconds_bucket", "le")).contains("0.001", "0.005", "8.0",
				"+Inf");
	}

	@Test
	void readTalentsAreCountedByClient() {
		Scrape before = scrape();
		assertThat(labels(before, "interviews_talents_read_total", "client")).containsExactlyInAnyOrder("reader",
				"recruiter", "operator", "token", "anonymous");
		get(TALENT, as("reader"));
		get("/talents/interviews?talentId=7100000000000000001&talentId=7100000000000000002&talentId=error-1002102",
				as("reader"));
		get(TALENT, as("reader", "If-None-Match", "*"));
		get("/talents/error-1002102/interviews", as("reader"));
		get("/open-apis/hire/v1/interviews/get_by_talent?talent_id=7100000000000000001", as("recruiter"));
		get(TALENT);
		get(TALENT, as("operator"));
		get(TALENT, as("nobody"));
		await().untilAsserted(() -> {
			Scrape after = scrape();
			assertThat(increase(before, after, "interviews_talents_read_total", "client", "reader")).isEqualTo(3);
			assertThat(increase(before, after, "interviews_talents_read_total", "client", "recruiter")).isEqualTo(1);
			assertThat(increase(before, after, "interviews_talents_read_total", "client", "anonymous")).isEqualTo(1);
			assertThat(increase(before, after, "interviews_talents_read_total")).isEqualTo(5);
		});
	}

	@Test
	void metricsContainNoTalentIdAndOneMetricContainsClientIds() {
		get("/talents/canary-talent/interviews", as("reader"));
		get("/talents/interviews?talentId=canary-talent&talentId=error-slow-canary", as("reader"));
		String all = get("/actuator/prometheus", as("operator")).body();
		assertThat(all).contains("feishu_calls_seconds_count").doesNotContain("canary");
		assertThat(all.lines().filter((line) -> line.contains("reader")))
			.allSatisfy((line) -> assertThat(line).startsWith("interviews_talents_read_total{client=\"reader\"}"));
	}

	private Scrape scrape() {
		return Scrape.of(get("/actuator/prometheus", as("operator")).body());
	}

	private static double increase(Scrape before, Scrape after, String name, String... labels) {
		return after.sum(name, labels) - before.sum(name, labels);
	}

	private static Set<String> labels(Scrape scrape, String name, String label) {
		Set<String> values = new TreeSet<>();
		scrape.samples()
			.stream()
			.filter((sample) -> sample.name().equals(name))
			.forEach((sample) -> values.add(sample.labels().get(label)));
		return values;
	}

}
