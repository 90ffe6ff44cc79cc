package io.feishuinterviews.cache;

import java.net.http.HttpResponse;
import java.time.Duration;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.cache.shared.Change;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.Tenant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Stale responses.
 */
@Tag("slow")
class StaleIntegrationTests extends IntegrationTest {

	@Autowired
	private CacheChanges changes;

	@BeforeEach
	void knowsATalent() {
		feishu.answers("t", FeishuServer.oneInterview("first"));
		assertInterview(get("/talents/t/interviews"), "first", 0);
		feishu.answers("t", FeishuServer.oneInterview("second"));
	}

	@Test
	void servesFreshResponsesWithoutACall() {
		this.time.pass(Duration.ofSeconds(60));
		assertInterview(get("/talents/t/interviews"), "first", 60);
		assertThat(feishu.calls("t")).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 61, 300, 660 })
	void servesStaleAndRevalidatesOnceInTheBackground(int age) {
		feishu.answers("t", FeishuServer.oneInterview("second").withFixedDelay(300));
		this.time.pass(Duration.ofSeconds(age));
		assertThat(getAtOnce(20, "/talents/t/interviews"))
			.allSatisfy((answer) -> assertInterview(answer, "first", age));
		await().untilAsserted(() -> assertInterview(get("/talents/t/interviews"), "second", 0));
		assertThat(feishu.calls("t")).hasSize(2);
	}

	@Test
	void waitsForFeishuAfterStaleWhileRevalidate() {
		this.time.pass(Duration.ofSeconds(661));
		assertThat(getAtOnce(20, "/talents/t/interviews")).allSatisfy((answer) -> assertInterview(answer, "second", 0));
		assertThat(feishu.calls("t")).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource({ "500, 1002001, 661", "429, 99991403, 86459" })
	void servesStaleWhenFeishuIsDown(int status, int code, int age) {
		feishu.answers("t", FeishuServer.error(status, code));
		this.time.pass(Duration.ofSeconds(age));
		assertInterview(get("/talents/t/interviews"), "first", age);
	}

	@Test
	void returnsTheFailureAfterStaleIfError() {
		feishu.answers("t", FeishuServer.error(500, 1002001));
		this.time.pass(Duration.ofSeconds(86461));
		assertProblem(get("/talents/t/interviews"), 502, "feishu-failure");
	}

	@ParameterizedTest
	@CsvSource({ "1002102, 404, talent-not-found", "1002216, 403, talent-confidential" })
	void replacesAStoredResponseWithANegativeOne(int code, int status, String problem) {
		feishu.answers("t", FeishuServer.error(400, code));
		this.time.pass(Duration.ofSeconds(61));
		get("/talents/t/interviews");
		await().untilAsserted(() -> assertProblem(get("/talents/t/interviews"), status, problem));
		feishu.answers("t", FeishuServer.error(500, 1002001));
		this.time.pass(Duration.ofSeconds(31));
		assertProblem(get("/talents/t/interviews"), status, problem);
		assertProblem(get("/talents/t/interviews", "Cache-Control", "no-cache"), 502, "feishu-failure");
	}

	@Test
	void servesStaleFor30MinutesWhileFeishuIsDown() {
		feishu.answers("t", FeishuServer.error(500, 1002001));
		for (int minute = 1; minute <= 30; minute++) {
			this.time.pass(Duration.ofMinutes(1));
			assertInterview(get("/talents/t/interviews"), "first", minute * 60);
		}
		feishu.answers("t", FeishuServer.oneInterview("second"));
		await().untilAsserted(() -> {
			// long enough for the breaker, which the last failures may only just have
			// opened
			this.time.pass(Duration.ofSeconds(6));
			assertThat(json(get("/talents/t/interviews")).at("/interviews/0/id").asString()).isEqualTo("second");
		});
	}

	@Test
	void servesStaleWithoutWaitingWhileFeishuHangs() {
		feishu.answers("t", FeishuServer.oneInterview("second").withFixedDelay(20_000));
		this.time.pass(Duration.ofMinutes(20));
		assertInterview(get("/talents/t/interviews"), "first", 1200);
		// ten waits would take longer than a minute
		long start = System.nanoTime();
		for (int minute = 21; minute <= 30; minute++) {
			this.time.pass(Duration.ofMinutes(1));
			assertInterview(get("/talents/t/interviews"), "first", minute * 60);
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "no-cache|10|second", "max-age=0|10|second", "max-age=9|10|second", "max-age=10|10|first",
					"max-age=3600|661|second", "min-fresh=50|10|first", "min-fresh=51|10|second",
					"max-stale|3000|first", "max-stale=3000|3000|first", "max-stale=100|3000|second",
					"max-stale=5|300|second", "MAX-AGE=\"9\"|10|second", "max-age=banana|10|first",
					"max-age=5, max-stale=10|10|first", "max-age=5, max-stale=1|10|second", "only-if-cached|10|first",
					"only-if-cached|3000|first", "no-store|10|first", "max-age=99999999999999999999|10|first" })
	void honoursRequestCacheControl(String cacheControl, int age, String interview) {
		this.time.pass(Duration.ofSeconds(age));
		HttpResponse<String> answer = get("/talents/t/interviews", "Cache-Control", cacheControl);
		assertInterview(answer, interview, interview.equals("first") ? age : 0);
	}

	@ParameterizedTest
	@CsvSource({ "661, ''", "172800, ''", "6, max-age=5", "1, no-cache", "172800, no-cache" })
	void servesNoFreshResponseBecauseTheClockWasSetBack(int setBack, String directives) {
		this.time.setClockBack(Duration.ofSeconds(setBack));
		assertInterview(get("/talents/t/interviews", "Cache-Control", directives), "second", 0);
	}

	@Test
	void revalidatesATalentThatHasChangedAfterTheClockWasSetBack() {
		this.time.setClockBack(Duration.ofSeconds(30));
		this.changes.apply(new Talent(Tenant.OWN, "t"), Change.Kind.EXPIRED);
		assertInterview(get("/talents/t/interviews"), "second", 0);
	}

	@Test
	void toleratesASmallDifferenceOfClocks() {
		this.time.setClockBack(Duration.ofSeconds(5));
		assertInterview(get("/talents/t/interviews", "Cache-Control", "max-age=4"), "first", 0);
	}

	@Test
	void makesNoCallForOnlyIfCached() {
		int calls = feishu.calls().size();
		assertProblem(get("/talents/unseen/interviews", "Cache-Control", "only-if-cached"), 504, "not-cached");
		this.time.pass(Duration.ofSeconds(10));
		assertProblem(get("/talents/t/interviews", "Cache-Control", "only-if-cached, max-age=5"), 504, "not-cached");
		assertProblem(get("/talents/t/interviews", "Cache-Control", "only-if-cached, no-cache"), 504, "not-cached");
		assertThat(feishu.calls()).hasSize(calls);
	}

	@Test
	void servesStaleOnErrorForMaxAge0ButNotForNoCache() {
		feishu.answers("t", FeishuServer.error(500, 1002001));
		this.time.pass(Duration.ofSeconds(10));
		assertInterview(get("/talents/t/interviews", "Cache-Control", "max-age=0"), "first", 10);
		assertProblem(get("/talents/t/interviews", "Cache-Control", "no-cache"), 502, "feishu-failure");
	}

	@Test
	void revalidatesATalentAtMostOncePerSecond() {
		this.time.pass(Duration.ofSeconds(10));
		for (int i = 0; i < 5; i++) {
			assertInterview(get("/talents/t/interviews", "Cache-Control", "no-cache"), "second", 0);
		}
		assertThat(feishu.calls("t")).hasSize(2);
		this.time.pass(Duration.ofSeconds(1));
		get("/talents/t/interviews", "Cache-Control", "no-cache");
		assertThat(feishu.calls("t")).hasSize(3);

		feishu.answers("t", FeishuServer.error(500, 1002001));
		this.time.pass(Duration.ofSeconds(1));
		for (int i = 0; i < 5; i++) {
			assertProblem(get("/talents/t/interviews", "Cache-Control", "no-cache"), 502, "feishu-failure");
		}
		assertThat(feishu.calls("t")).hasSize(6);
	}

	@Test
	void countsResponsesBySource() {
		double before = answers("fresh");
		get("/talents/t/interviews");
		assertThat(answers("fresh")).isEqualTo(before + 1);
		double stale = answers("stale");
		this.time.pass(Duration.ofSeconds(61));
		get("/talents/t/interviews");
		assertThat(answers("stale")).isEqualTo(stale + 1);
		double failed = answers("failed");
		get("/talents/error-1002002/interviews");
		assertThat(answers("failed")).isEqualTo(failed + 1);
		assertThat(answers("feishu")).isPositive();
	}

	@Test
	void reportsFeishusHealthWithoutACallAndStaysUp() {
		assertThat(json(get("/actuator/health")).at("/components/feishu/status").asString()).isEqualTo("UP");
		this.breakers.circuitBreaker("feishu").transitionToOpenState();
		HttpResponse<String> health = get("/actuator/health");
		assertThat(health.statusCode()).isEqualTo(200);
		assertThat(json(health).at("/components/feishu/status").asString()).isEqualTo("DEGRADED");
		for (String probe : new String[] { "/livez", "/readyz", "/actuator/health/liveness",
				"/actuator/health/readiness" }) {
			assertThat(get(probe).statusCode()).isEqualTo(200);
			assertThat(json(get(probe)).get("status").asString()).isEqualTo("UP");
		}
		assertThat(feishu.calls()).hasSize(1);
	}

	private double answers(String source) {
		return json(get("/actuator/metrics/interviews.answers?tag=source:" + source, as("operator")))
			.at("/measurements/0/value")
			.asDouble();
	}

	private static void assertInterview(HttpResponse<String> answer, String id, int age) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(json(answer).at("/interviews/0/id").asString()).isEqualTo(id);
		assertThat(answer.headers().firstValue("Age")).hasValue(String.valueOf(age));
	}

}
