package io.feishuinterviews.compat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.Programs;
import io.feishuinterviews.Requirements;
import io.feishuinterviews.Sandbox;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample for Node.js on Feishu's page, run against this service and against the
 * sandbox.
 */
@Tag("slow")
@TestPropertySource(properties = "interviews.security.anonymous-scopes=")
class NodeSdkIntegrationTests extends IntegrationTest {

	private static final Path DIRECTORY = Path.of("src/test/typescript");

	private static final String SAMPLE = params("6949805467799537964");

	private static File node;

	/**
	 * The server that the SDK calls.
	 */
	enum Feishu {

		SERVICE, SANDBOX

	}

	@BeforeAll
	static void isInstalled() {
		node = Requirements.program("Feishu's SDK for Node.js", "node");
		if (!Files.isDirectory(DIRECTORY.resolve("node_modules/@larksuiteoapi/node-sdk"))) {
			Requirements.skip("The SDK for Node.js is not installed: (cd %s && npm ci)".formatted(DIRECTORY));
		}
	}

	@ParameterizedTest
	@EnumSource
	void nodeSdkReadsInterviews(Feishu who) throws Exception {
		JsonNode answer = sample(who, SAMPLE);
		assertThat(answer.get("code").asInt()).isZero();
		assertThat(answer.at("/data/items/0/interview_list/0/contact_mobile").asString()).isEqualTo("13333333333");
	}

	@Test
	void nodeSdkReadsTheSameDataAsFromFeishu() throws Exception {
		assertThat(sample(Feishu.SERVICE, SAMPLE).get("data")).isEqualTo(sample(Feishu.SANDBOX, SAMPLE).get("data"));
	}

	@ParameterizedTest
	@EnumSource
	void nodeSdkReadsInterviewsWithAGivenToken(Feishu who) throws Exception {
		String token = (who == Feishu.SERVICE) ? key("recruiter") : "t-sandbox";
		JsonNode answer = run(url(who), "app id", "app secret", SAMPLE, token);
		assertThat(answer.get("code").asInt()).isZero();
		assertThat(answer.at("/data/items")).hasSize(1);
	}

	@Test
	void nodeSdkReadsMaskedNumbersWithoutTheContactScope() throws Exception {
		JsonNode answer = run(url(Feishu.SERVICE), "reader", key("reader"), SAMPLE);
		assertThat(answer.at("/data/items/0/interview_list/0/contact_mobile").asString()).isEqualTo("133****3333");
	}

	@ParameterizedTest
	@CsvSource({ "SERVICE, recruiter, 10015", "SERVICE, nobody, 10014", "SANDBOX, cli_sandbox, 10015",
			"SANDBOX, nobody, 10014" })
	void nodeSdkReportsAWrongSecret(Feishu who, String id, int code) throws Exception {
		assertThat(run(url(who), id, "wrong", SAMPLE).get("message").asString()).contains("code: " + code);
	}

	@ParameterizedTest
	@EnumSource
	void nodeSdkReportsAnInvalidToken(Feishu who) throws Exception {
		JsonNode answer = run(url(who), "app id", "app secret", SAMPLE, "t-7f1b");
		assertThat(answer.get("status").asInt()).isEqualTo(400);
		assertThat(answer.get("code").asInt()).isEqualTo(99991663);
	}

	@ParameterizedTest
	@EnumSource
	void nodeSdkReportsAnUnknownTalent(Feishu who) throws Exception {
		JsonNode answer = sample(who, params("1"));
		assertThat(answer.get("status").asInt()).isEqualTo(400);
		assertThat(answer.get("code").asInt()).isEqualTo(1002102);
		assertThat(answer.at("/error/log_id").asString()).startsWith("20261122140000");
	}

	@ParameterizedTest
	@EnumSource
	void nodeSdkReportsAMissingParameter(Feishu who) throws Exception {
		JsonNode answer = sample(who, "{\"user_id_type\":\"open_id\",\"job_level_id_type\":\"job_level_id\"}");
		assertThat(answer.get("status").asInt()).isEqualTo(400);
		assertThat(answer.get("code").asInt()).isEqualTo(99992402);
		assertThat(answer.at("/error/field_violations/0/field").asString()).isEqualTo("talent_id");
	}

	@ParameterizedTest
	@EnumSource
	void nodeSdkReportsThatFeishuIsDown(Feishu who) throws Exception {
		feishu.answersForAnyTalent(FeishuServer.error(500, 1002001));
		JsonNode answer = sample(who, SAMPLE);
		assertThat(answer.get("status").asInt()).isEqualTo(500);
		assertThat(answer.get("code").asInt()).isEqualTo(1002001);
		assertThat(answer.at("/error/log_id").asString()).isEqualTo("log-1002001");
	}

	private static String params(String talentId) {
		return "{\"talent_id\":\"%s\",\"user_id_type\":\"open_id\",\"job_level_id_type\":\"job_level_id\"}"
			.formatted(talentId);
	}

	private JsonNode sample(Feishu who, String params) throws Exception {
		return (who == Feishu.SERVICE) ? run(url(who), "recruiter", key("recruiter"), params)
				: run(url(who), Sandbox.APP_ID, Sandbox.APP_SECRET, params);
	}

	private String url(Feishu who) {
		return (who == Feishu.SERVICE) ? "http://localhost:" + this.port : feishu.url();
	}

	private static JsonNode run(String... arguments) throws Exception {
		List<String> command = new ArrayList<>(List.of(node.getPath(), "get-by-talent.mjs"));
		command.addAll(List.of(arguments));
		return new JsonMapper().readTree(
				Programs.run(new ProcessBuilder(command).directory(DIRECTORY.toFile()).redirectErrorStream(true)));
	}

}
