package io.feishuinterviews.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import org.json.JSONException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skyscreamer.jsonassert.JSONAssert;
import org.skyscreamer.jsonassert.JSONCompareMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The flattening rule, field by field.
 */
class FlattenedAnswerIntegrationTests extends IntegrationTest {

	private static final String SAMPLE = "6949805467799537964";

	@ParameterizedTest
	@ValueSource(strings = { "zh", "en" })
	void flattensEachFieldOfTheSample(String language) throws Exception {
		assertAnswer(SAMPLE, language, "feishu/sample-%s.json".formatted(language));
	}

	@ParameterizedTest
	@ValueSource(strings = { "zh", "en" })
	void flattensEachDocumentedField(String language) throws Exception {
		feishu.answers("everything", FeishuServer.json(resource("feishu/everything.json")));
		assertAnswer("everything", language, "feishu/everything-%s.json".formatted(language));
	}

	@ParameterizedTest
	@CsvSource({ "7100000000000000010", "7100000000000000011", "7100000000000000020", "7100000000000000021" })
	void returnsAnEmptyListWhenATalentHasNoInterviews(String talentId) {
		var answer = get("/talents/%s/interviews".formatted(talentId));
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("{\"talentId\":\"%s\",\"interviews\":[]}".formatted(talentId));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 14, 15, 16, 17, 18, 19, 22 })
	void flattensEverySandboxTalent(int number) {
		var answer = get("/talents/71000000000000000%02d/interviews".formatted(number));
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(json(answer).get("interviews")).isNotEmpty();
		assertThat(json(answer).findValues("interviews"))
			.allSatisfy(FlattenedAnswerIntegrationTests::assertNothingIsNull);
	}

	@Test
	void sortsInterviewsByBeginTimeThenIdWithUnscheduledLast() {
		feishu.answers("order", FeishuServer.json("""
				{"code":0,"data":{"items":[
				{"interview_list":[{"id":"none"},{"id":"c","begin_time":2000},{"id":"b","begin_time":3000}]},
				{"interview_list":[{"id":"a","begin_time":3000},{"id":"d","begin_time":1000}]}]}}"""));
		assertThat(json(get("/talents/order/interviews")).get("interviews")
			.valueStream()
			.map((node) -> node.get("id").asString())).containsExactly("d", "c", "a", "b", "none");
	}

	@Test
	void prefersOuterApplicationIdAndNestedStageId() {
		feishu.answers("ids", FeishuServer
			.json("""
					{"code":0,"data":{"items":[
					{"application_id":"outer","interview_list":[{"id":"1","application_id":"inner","stage_id":"flat","stage":{"id":"own"}}]},
					{"interview_list":[{"id":"2","application_id":"inner","stage_id":"flat","stage":{}}]}]}}"""));
		JsonNode interviews = json(get("/talents/ids/interviews")).get("interviews");
		assertThat(interviews.get(0).get("applicationId").asString()).isEqualTo("outer");
		assertThat(interviews.get(0).get("stageId").asString()).isEqualTo("own");
		assertThat(interviews.get(1).get("applicationId").asString()).isEqualTo("inner");
		assertThat(interviews.get(1).get("stageId").asString()).isEqualTo("flat");
	}

	@Test
	void toleratesNullValuesAndNullElements() {
		feishu.answers("nulls", FeishuServer
			.json("""
					{"code":0,"data":{"items":[null,{"application_id":null,"interview_list":null},{"interview_list":[null,
					{"id":"1","stage":null,"address":{"city":null,"name":null},"begin_time":null,"interview_type":null,
					"meeting_room_list":[null],"interview_record_list":[null,{"id":"2","interviewer":{"name":{"zh_cn":null}},
					"question_list":[null,{"ability_list":[null]}],"dimension_assessment_list":[null,{}]}]}]}]}}"""));
		assertThat(get("/talents/nulls/interviews").body()).isEqualTo("""
				{"talentId":"nulls","interviews":[{"id":"1","status":"UNKNOWN","meetingRooms":[],\
				"records":[{"id":"2","questions":[{"abilities":[]}],"dimensionAssessments":[{}]}]}]}""");
	}

	@Test
	void fallsBackToTheOtherLanguageWhenATextIsMissing() {
		feishu.answers("one", FeishuServer.json("""
				{"code":0,"data":{"items":[{"interview_list":[{"id":"1","creator":{"name":{"zh_cn":"段誉"}},
				"contact_user":{"name":{"zh_cn":"","en_us":"Yu"}}}]}]}}"""));
		JsonNode zh = json(get("/talents/one/interviews")).at("/interviews/0");
		JsonNode en = json(get("/talents/one/interviews", "Accept-Language", "en")).at("/interviews/0");
		assertThat(zh.get("creatorName").asString()).isEqualTo("段誉");
		assertThat(en.get("creatorName").asString()).isEqualTo("段誉");
		assertThat(zh.get("contactUserName").asString()).isEqualTo("Yu");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "null",
			value = { "2, 4, 1000, CANCELLED", "2, 4, null, CANCELLED", "2, 1, null, UNSCHEDULED",
					"2, 1, 1000, SCHEDULED", "3, 4, 1000, CANCELLED", "3, 3, 1000, AWAITING_FEEDBACK",
					"4, 4, 1000, COMPLETED", "6, 4, 1000, NO_SHOW", "null, 4, 1000, CANCELLED",
					"null, 1, 1000, UNKNOWN", "99, 1, null, UNKNOWN" })
	void distinguishesCancelledAndUnscheduledInterviews(String summary, String arrangement, String beginTime,
			String status) {
		feishu.answers("status", FeishuServer.json("""
				{"code":0,"data":{"items":[{"interview_list":[{"id":"1","interview_round_summary":%s,
				"arrangement_status":%s,"begin_time":%s}]}]}}""".formatted(summary, arrangement, beginTime)));
		assertThat(json(get("/talents/status/interviews")).at("/interviews/0/status").asString()).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "null", value = { "Asia/Shanghai, Asia/Shanghai", "UTC+08:00, +08:00", "GMT+8, +08:00",
			"+05:30, +05:30", "UTC, +00:00", "Z, +00:00", "Shanghai, null", "'', null", "UTC+99:00, null" })
	void returnsTheTimeZoneAsAnIdThatBrowsersAccept(String code, String id) {
		feishu.answers("zone", FeishuServer.json("""
				{"code":0,"data":{"items":[{"interview_list":[{"id":"1","talent_time_zone":{"code":"%s"}}]}]}}"""
			.formatted(code)));
		JsonNode interview = json(get("/talents/zone/interviews")).at("/interviews/0");
		assertThat(interview.path("talentTimeZoneId").asString(null)).isEqualTo(id);
		assertThat(interview.get("talentTimeZone").asString()).isEqualTo(code);
	}

	@Test
	void returnsAnInterviewThatFeishuRepeatsOnceAndLosesNoOther() {
		String interview = "{\"id\":\"1\",\"remark\":\"a\"}";
		feishu.answers("twice",
				FeishuServer
					.json("""
							{"code":0,"data":{"items":[{"application_id":"1","interview_list":[%s,%s,{"id":"1","remark":"b"},{"id":"2"}]},
							{"application_id":"2","interview_list":[%s]}]}}"""
						.formatted(interview, interview, interview)));
		assertThat(json(get("/talents/twice/interviews")).get("interviews")).hasSize(4);
	}

	@Test
	void omitsNamesThatAreEmptyInBothLanguages() {
		feishu.answers("empty", FeishuServer
			.json("""
					{"code":0,"data":{"items":[{"interview_list":[{"id":"1","creator":{"id":"u","name":{"zh_cn":"","en_us":""}},
					"stage":{"name":{"zh_cn":"","en_us":"Offer"}}}]}]}}"""));
		JsonNode interview = json(get("/talents/empty/interviews")).at("/interviews/0");
		assertThat(interview.has("creatorName")).isFalse();
		assertThat(interview.get("stageName").asString()).isEqualTo("Offer");
	}

	@Test
	void flattens2000Interviews() {
		String interview = new JsonMapper().readTree(resource("feishu/everything.json"))
			.at("/data/items/0/interview_list/0")
			.toString();
		String many = IntStream.range(0, 2000)
			.mapToObj((i) -> interview.replaceFirst("\"id\":\"[^\"]*\"", "\"id\":\"%d\"".formatted(i)))
			.collect(Collectors.joining(","));
		feishu.answers("many", FeishuServer.json("""
				{"code":0,"data":{"items":[{"application_id":"1","interview_list":[%s]}]}}""".formatted(many)));
		assertThat(many.length()).isGreaterThan(5_000_000);
		assertThat(json(get("/talents/many/interviews")).get("interviews")).hasSize(2000);
	}

	private static void assertNothingIsNull(JsonNode node) {
		assertThat(node.isNull()).isFalse();
		node.forEach(FlattenedAnswerIntegrationTests::assertNothingIsNull);
	}

	private void assertAnswer(String talentId, String language, String expected) throws JSONException {
		var answer = get("/talents/%s/interviews".formatted(talentId), as("recruiter", "Accept-Language", language));
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("Content-Language")).hasValue(language);
		JSONAssert.assertEquals(resource(expected), answer.body(), JSONCompareMode.STRICT);
	}

	static String resource(String path) {
		try {
			return new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
