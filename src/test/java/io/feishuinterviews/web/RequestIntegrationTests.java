package io.feishuinterviews.web;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What may be asked, and how it reaches Feishu.
 */
class RequestIntegrationTests extends IntegrationTest {

	@Test
	void requestsOpenIdsAndJobLevelIdsFromFeishuByDefault() {
		feishu.answers("t", FeishuServer.oneInterview("1"));
		get("/talents/t/interviews");
		assertThat(feishu.calls("t")).singleElement()
			.satisfies((call) -> assertThat(call.getUrl())
				.endsWith("?talent_id=t&user_id_type=open_id&job_level_id_type=job_level_id"));
	}

	@ParameterizedTest
	@CsvSource({ "union_id, job_level_id", "user_id, people_admin_job_level_id", "people_admin_id, job_level_id" })
	void passesIdTypesToFeishu(String userIdType, String jobLevelIdType) {
		feishu.answers("t", FeishuServer.oneInterview("1"));
		get("/talents/t/interviews?userIdType=%s&jobLevelIdType=%s".formatted(userIdType, jobLevelIdType));
		assertThat(feishu.calls("t")).singleElement()
			.satisfies((call) -> assertThat(call.getUrl())
				.endsWith("user_id_type=%s&job_level_id_type=%s".formatted(userIdType, jobLevelIdType)));
	}

	@Test
	void cachesResponsesSeparatelyByIdType() {
		feishu.answers("t", FeishuServer.oneInterview("1"));
		for (int i = 0; i < 2; i++) {
			get("/talents/t/interviews");
			get("/talents/t/interviews?userIdType=user_id");
			get("/talents/t/interviews?jobLevelIdType=people_admin_job_level_id");
		}
		assertThat(feishu.calls("t")).hasSize(3);
	}

	@ParameterizedTest
	@CsvSource({ "/talents/t/interviews?useridtype=user_id, useridtype", "/talents/t/interviews?talentId=u, talentId",
			"/talents/interviews?talentId=t&userIDType=user_id, userIDType",
			"/talents/t/interviews?a%3Cb=1, A parameter" })
	void namesAQueryParameterThatDoesNotExist(String path, String name) {
		var answer = get(path, "Accept-Language", "en");
		assertProblem(answer, 400, "invalid-request");
		assertThat(json(answer).get("detail").asString()).contains(name + " does not exist",
				"userIdType, jobLevelIdType");
		assertThat(feishu.calls()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a.b", "a%20b", "%E6%AE%B5", "a@b", "a+b",
			"12345678901234567890123456789012345678901234567890123456789012345" })
	void rejectsAMalformedTalentId(String talentId) {
		var answer = get("/talents/%s/interviews".formatted(talentId));
		assertProblem(answer, 400, "invalid-request");
		assertThat(json(answer).get("detail").asString()).contains("talentId").contains("[A-Za-z0-9_-]{1,64}");
		assertThat(feishu.calls()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "userIdType=email, userIdType, people_admin_id", "userIdType=OPEN_ID, userIdType, open_id",
			"userIdType=, userIdType, union_id", "jobLevelIdType=x, jobLevelIdType, people_admin_job_level_id",
			"userIdType=open_id&userIdType=user_id, userIdType, union_id" })
	void rejectsUnknownIdTypesAndListsTheKnownValues(String query, String parameter, String known) {
		var answer = get("/talents/t/interviews?" + query);
		assertProblem(answer, 400, "invalid-request");
		assertThat(json(answer).get("detail").asString()).contains(parameter).contains(known);
		assertThat(feishu.calls()).isEmpty();
	}

}
