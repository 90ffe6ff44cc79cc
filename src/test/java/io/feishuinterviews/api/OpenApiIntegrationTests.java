package io.feishuinterviews.api;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.skyscreamer.jsonassert.JSONAssert;
import org.skyscreamer.jsonassert.JSONCompareMode;
import tools.jackson.databind.JsonNode;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The OpenAPI document that is served, and the one that is committed.
 */
class OpenApiIntegrationTests extends IntegrationTest {

	private static final Path COMMITTED = Path.of("src/main/openapi/openapi.yaml");

	private static final Path SERVED = Path.of("target/openapi.yaml");

	@Test
	void isServedAsItIsCommitted() throws Exception {
		String served = get("/v3/api-docs.yaml").body();
		Files.writeString(SERVED, served);
		assertThat(served).as("If the change is meant: cp %s %s", SERVED, COMMITTED)
			.isEqualTo(Files.readString(COMMITTED));
	}

	@Test
	void givesRealAnswersForExamples() throws Exception {
		String one = get("/talents/6949805467799537964/interviews", "Accept-Language", "en").body();
		JSONAssert.assertEquals(resource("openapi/interviews.json"), one, JSONCompareMode.STRICT);
		String many = get("/talents/interviews?talentId=6949805467799537964&talentId=error-1002102", "Accept-Language",
				"en")
			.body();
		many = many.replaceAll(",\"requestId\":\"[^\"]*\"", "");
		JSONAssert.assertEquals(resource("openapi/batch.json"), many, JSONCompareMode.STRICT);
	}

	@Test
	void describesEveryOperationParameterHeaderStatusAndField() {
		JsonNode document = json(get("/v3/api-docs"));
		assertThat(document.get("openapi").asString()).startsWith("3.1");
		Set<String> operations = new TreeSet<>();
		for (JsonNode path : document.get("paths")) {
			for (JsonNode operation : path) {
				operations.add(operation.get("operationId").asString());
				assertDescribed(operation);
				operation.get("parameters").forEach(OpenApiIntegrationTests::assertDescribed);
				for (JsonNode response : operation.get("responses")) {
					assertDescribed(response);
					response.get("headers").forEach(OpenApiIntegrationTests::assertDescribed);
				}
			}
		}
		assertThat(operations).containsExactly("getInterviews", "getInterviewsOfMany");
		for (JsonNode schema : document.at("/components/schemas")) {
			assertDescribed(schema);
			schema.get("properties").forEach(OpenApiIntegrationTests::assertDescribed);
		}
		assertThat(document.at("/components/schemas/Interview/properties/beginTime/description").asString())
			.contains("`begin_time`", "milliseconds");
	}

	@Test
	void closesNoListThatGrows() {
		JsonNode schemas = json(get("/v3/api-docs")).at("/components/schemas");
		assertThat(schemas.findValues("enum")).isEmpty();
		assertThat(schemas.at("/Interview/properties/videoType/x-extensible-enum")).hasSize(8);
	}

	@Test
	void tellsOfEveryProblemThereIs() {
		String document = get("/v3/api-docs").body();
		for (ProblemType type : ProblemType.values()) {
			if (type != ProblemType.NO_SUCH_PATH && type != ProblemType.METHOD_NOT_ALLOWED) {
				assertThat(document).contains("urn:feishu-interviews:problem:" + type.code());
			}
		}
	}

	@Test
	void saysWhatEachOperationTakes() {
		JsonNode document = json(get("/v3/api-docs"));
		assertThat(document.at("/components/securitySchemes").propertyNames()).containsExactlyInAnyOrder("apiKey",
				"accessToken");
		for (JsonNode path : document.get("paths")) {
			for (JsonNode operation : path) {
				assertThat(operation.get("security").toString())
					.isEqualTo("[{\"apiKey\":[\"interviews:read\"]},{\"accessToken\":[\"interviews:read\"]}]");
			}
		}
	}

	private static void assertDescribed(JsonNode thing) {
		assertThat(thing.path("description").asString()).as(thing.toString()).isNotBlank().doesNotContain("<code>");
	}

	private static String resource(String path) throws Exception {
		return new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8);
	}

}
