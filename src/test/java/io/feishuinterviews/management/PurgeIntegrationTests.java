package io.feishuinterviews.management;

import java.time.Duration;
import java.util.List;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An operator removes one talent from the cache.
 */
@ExtendWith(OutputCaptureExtension.class)
class PurgeIntegrationTests extends IntegrationTest {

	private static final List<String> PATHS = List.of("/talents/t/interviews",
			"/talents/t/interviews?userIdType=union_id",
			"/talents/t/interviews?userIdType=people_admin_id&jobLevelIdType=people_admin_job_level_id");

	@BeforeEach
	void cachesTwoTalents() {
		feishu.answers("t", FeishuServer.oneInterview("1"));
		feishu.answers("other", FeishuServer.oneInterview("1"));
		PATHS.forEach(this::get);
		get("/talents/other/interviews");
	}

	@Test
	void removesOneTalentForAllKindsOfId() {
		assertThat(delete("/actuator/talents/t", as("operator")).statusCode()).isEqualTo(204);
		assertThat(PATHS)
			.allSatisfy((path) -> assertProblem(get(path, "Cache-Control", "only-if-cached"), 504, "not-cached"));
		assertThat(get("/talents/other/interviews", "Cache-Control", "only-if-cached").statusCode()).isEqualTo(200);
		feishu.answers("t", FeishuServer.error(500, 1002001));
		this.time.pass(Duration.ofMinutes(1));
		assertThat(PATHS).allSatisfy((path) -> assertThat(get(path).statusCode()).isIn(502, 503));
	}

	@Test
	void storesNoResponseOfACallThatIsUnderWay() {
		this.time.pass(Duration.ofSeconds(61));
		feishu.answers("t", FeishuServer.oneInterview("2").withFixedDelay(1000));
		feishu.answers("slow", FeishuServer.oneInterview("2").withFixedDelay(1000));
		get(PATHS.get(0));
		var waits = ask("/talents/slow/interviews");
		await().untilAsserted(() -> assertThat(feishu.calls("slow")).hasSize(1));
		await().untilAsserted(() -> assertThat(feishu.calls("t")).hasSize(4));
		delete("/actuator/talents/t", as("operator"));
		delete("/actuator/talents/slow", as("operator"));
		assertThat(waits.join().statusCode()).isEqualTo(200);
		assertProblem(get("/talents/slow/interviews", "Cache-Control", "only-if-cached"), 504, "not-cached");
		assertProblem(get(PATHS.get(0), "Cache-Control", "only-if-cached"), 504, "not-cached");
	}

	@Test
	void callsFeishuAgainForADeniedTalentAfterAPurge() {
		get("/talents/error-1002216/interviews");
		assertThat(delete("/actuator/talents/error-1002216", as("operator")).statusCode()).isEqualTo(204);
		get("/talents/error-1002216/interviews");
		assertThat(feishu.calls("error-1002216")).hasSize(2);
	}

	@Test
	void requiresTheScopeOps() {
		assertProblem(delete("/actuator/talents/t"), 401, "unauthenticated");
		assertProblem(delete("/actuator/talents/t", as("recruiter")), 403, "insufficient-scope");
		assertProblem(get("/actuator/talents/t", as("operator")), 405, "method-not-allowed");
		assertThat(get(PATHS.get(0), "Cache-Control", "only-if-cached").statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a.b", "a%20b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
	void rejectsAnInvalidTalentId(String talentId) {
		assertProblem(delete("/actuator/talents/" + talentId, as("operator")), 400, "invalid-request");
	}

	@Test
	void auditsThePurge(CapturedOutput output) {
		delete("/actuator/talents/t", as("operator"));
		await().untilAsserted(
				() -> assertThat(output.getOut().lines().filter((line) -> line.contains("DELETE"))).singleElement()
					.asString()
					.contains("client=operator", "path=/actuator/talents/t talents=t status=204"));
	}

}
