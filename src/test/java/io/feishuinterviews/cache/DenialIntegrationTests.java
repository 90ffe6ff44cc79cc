package io.feishuinterviews.cache;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Feishu responds that a talent is confidential, or does not exist any more.
 */
class DenialIntegrationTests extends IntegrationTest {

	private static final List<String> KINDS = Stream.of("open_id", "union_id", "user_id", "people_admin_id")
		.flatMap((user) -> Stream.of("job_level_id", "people_admin_job_level_id")
			.map((level) -> "/talents/t/interviews?userIdType=" + user + "&jobLevelIdType=" + level))
		.toList();

	@BeforeEach
	void cachesEveryKindOfId() {
		feishu.answers("t", FeishuServer.oneInterview("1"));
		assertThat(KINDS).allSatisfy((kind) -> assertThat(get(kind).statusCode()).isEqualTo(200));
		assertThat(feishu.calls("t")).hasSize(8);
		// so that they may be revalidated
		this.time.pass(Duration.ofSeconds(1));
	}

	@ParameterizedTest
	@CsvSource({ "1002102, 404, talent-not-found", "1002216, 403, talent-confidential" })
	void deniesEveryKindOfIdAtOnceWhenFeishuDeniesOne(int code, int status, String problem) {
		feishu.answers("t", FeishuServer.error(400, code));
		assertProblem(get(KINDS.get(3), "Cache-Control", "no-cache"), status, problem);
		for (String directives : List.of("", "only-if-cached", "max-stale", "only-if-cached, max-stale", "max-age=60",
				"no-store")) {
			assertThat(KINDS)
				.allSatisfy((kind) -> assertProblem(get(kind, "Cache-Control", directives), status, problem));
		}
		assertThat(feishu.calls("t")).hasSize(9);
	}

	@Test
	void deniesEveryKindOfIdAfterANoStoreRequest() {
		feishu.answers("t", FeishuServer.error(400, 1002216));
		assertThat(get(KINDS.get(0), "Cache-Control", "no-store, no-cache").statusCode()).isEqualTo(403);
		assertThat(KINDS).allSatisfy((kind) -> assertThat(get(kind).statusCode()).isEqualTo(403));
	}

	@Test
	void deniesEveryKindOfIdAfterABackgroundRefresh() {
		feishu.answers("t", FeishuServer.error(400, 1002216));
		this.time.pass(Duration.ofSeconds(61));
		assertThat(get(KINDS.get(0)).statusCode()).isEqualTo(200);
		await().untilAsserted(() -> assertThat(KINDS).allSatisfy(
				(kind) -> assertThat(get(kind, "Cache-Control", "only-if-cached").statusCode()).isEqualTo(403)));
		assertThat(feishu.calls("t")).hasSize(9);
	}

	@Test
	void removesEverySnapshotFromMemory() {
		feishu.answers("t", FeishuServer.error(400, 1002216));
		get(KINDS.get(0), "Cache-Control", "no-cache");
		await().untilAsserted(
				() -> assertThat(json(get("/actuator/metrics/cache.size?tag=cache:interviews", as("operator")))
					.at("/measurements/0/value")
					.asInt()).as("at most the denial").isLessThanOrEqualTo(1));
	}

	@ParameterizedTest
	@ValueSource(ints = { 31, 700, 86_000 })
	void deniesWhileFeishuFailsForAsLongAsSnapshotsAreKept(int age) {
		feishu.answers("t", FeishuServer.error(400, 1002216));
		get(KINDS.get(0), "Cache-Control", "no-cache");
		feishu.answers("t", FeishuServer.error(500, 1002001));
		this.time.pass(Duration.ofSeconds(age));
		for (String directives : List.of("", "only-if-cached", "max-stale", "no-store", "max-age=0")) {
			for (String kind : KINDS.subList(0, 2)) {
				assertProblem(get(kind, "Cache-Control", directives), 403, "talent-confidential");
			}
		}
		assertProblem(get(KINDS.get(0), "Cache-Control", "no-cache"), 502, "feishu-failure");
		this.time.pass(Duration.ofSeconds(86_461 - age));
		assertThat(KINDS).allSatisfy(
				(kind) -> assertProblem(get(kind, "Cache-Control", "only-if-cached, max-stale"), 504, "not-cached"));
	}

	@Test
	void endsADenialWhenFeishuServesTheTalentAgain() {
		feishu.answers("t", FeishuServer.error(400, 1002216));
		get(KINDS.get(0), "Cache-Control", "no-cache");
		feishu.answers("t", FeishuServer.oneInterview("2"));
		this.time.pass(Duration.ofSeconds(30));
		assertThat(get(KINDS.get(0)).statusCode()).as("still cached").isEqualTo(403);
		this.time.pass(Duration.ofSeconds(1));
		assertThat(KINDS).allSatisfy((kind) -> {
			HttpResponse<String> answer = get(kind);
			assertThat(json(answer).at("/interviews/0/id").asString()).isEqualTo("2");
			assertThat(answer.headers().firstValue("Age")).hasValue("0");
		});
	}

	@Test
	void forgetsADenialWhenTheCacheIsCleared() {
		feishu.answers("t", FeishuServer.error(400, 1002216));
		get(KINDS.get(0), "Cache-Control", "no-cache");
		assertThat(delete("/actuator/caches/interviews", as("operator")).statusCode()).isEqualTo(204);
		assertThat(KINDS)
			.allSatisfy((kind) -> assertProblem(get(kind, "Cache-Control", "only-if-cached"), 504, "not-cached"));
		feishu.answers("t", FeishuServer.oneInterview("2"));
		assertThat(json(get(KINDS.get(3))).at("/interviews/0/id").asString()).isEqualTo("2");
	}

	@Test
	void deniesInBatchesAndForFeishusSdks() {
		feishu.answers("t", FeishuServer.error(400, 1002216));
		get(KINDS.get(0), "Cache-Control", "no-cache");
		String sdk = "/open-apis/hire/v1/interviews/get_by_talent?user_id_type=union_id&talent_id=t";
		assertThat(json(get(sdk)).get("code").asInt()).isEqualTo(1002216);
		HttpResponse<String> batch = get("/talents/interviews?talentId=t&userIdType=user_id");
		assertThat(batch.body()).contains("talent-confidential").doesNotContain("interviews\":[{");
	}

}
