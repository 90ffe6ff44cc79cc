package io.feishuinterviews.api.documentation;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The OpenAPI document as it is served: the file, with a description everywhere.
 */
class OpenApiIntegrationTests extends IntegrationTest {

	@Test
	void servesTheOpenApiDocumentAsYaml() throws Exception {
		HttpResponse<String> response = get("/v3/api-docs.yaml");
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/vnd.oai.openapi");
		assertThat(response.body()).isEqualTo(Files.readString(OpenApiDocument.FILE));
	}

	@Test
	void openApiDocumentHasTheVersionOfTheBuild() {
		assertThat(json(get("/v3/api-docs")).at("/info/version").asString())
			.isEqualTo(json(get("/actuator/info")).at("/build/version").asString())
			.matches("[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?");
	}

	@Test
	void servesTheOpenApiDocumentAsJson() {
		assertThat(json(get("/v3/api-docs"))).isEqualTo(new OpenApiDocument().root());
	}

	@Test
	void openApiDocumentHasADescriptionForEveryElement() {
		JsonNode document = json(get("/v3/api-docs"));
		assertThat(document.get("openapi").asString()).startsWith("3.1");
		assertThat(document.findValues("operationId")).extracting(JsonNode::asString)
			.containsExactly("getInterviews", "getInterviewsOfMany", "getLabels");
		List<JsonNode> described = new ArrayList<>();
		document.get("paths").forEach((path) -> path.forEach((operation) -> {
			described.add(operation);
			operation.get("parameters").forEach(described::add);
			operation.get("responses").forEach((response) -> {
				described.add(response);
				response.path("headers").forEach(described::add);
			});
		}));
		for (String kind : List.of("parameters", "headers", "responses", "schemas", "securitySchemes")) {
			document.at("/components/" + kind).forEach(described::add);
		}
		document.at("/components/schemas").forEach((schema) -> schema.path("properties").forEach(described::add));
		assertThat(described).hasSizeGreaterThan(150)
			.allSatisfy((thing) -> assertThat(thing.has("$ref") ? "elsewhere" : thing.path("description").asString())
				.as(thing.toString())
				.isNotBlank());
		assertThat(document.at("/components/schemas/Interview/properties/beginTime/description").asString())
			.contains("`begin_time`", "milliseconds");
	}

	@Test
	void openApiDocumentUsesExtensibleEnums() {
		assertThat(json(get("/v3/api-docs")).at("/components/schemas").findValues("enum")).isEmpty();
	}

	@Test
	void openApiDocumentNamesTheScopeOfEachOperation() {
		JsonNode document = json(get("/v3/api-docs"));
		assertThat(document.at("/components/securitySchemes").propertyNames()).containsExactlyInAnyOrder("apiKey",
				"accessToken");
		String read = "[{\"apiKey\":[\"interviews:read\"]},{\"accessToken\":[\"interviews:read\"]}]";
		assertThat(document.findValues("security")).extracting(JsonNode::toString).containsExactly(read, read, "[]");
	}

	/**
	 * With an overlay, as the sandbox has one.
	 */
	@Nested
	@TestPropertySource(properties = "interviews.documentation.overlay=src/deploy/sandbox/openapi.yaml")
	class WithOverlay {

		@Test
		void mergesTheOverlayIntoTheOpenApiDocument() throws Exception {
			JsonNode served = json(get("/v3/api-docs"));
			JsonNode file = new OpenApiDocument().root();
			assertThat(served.get("paths")).isEqualTo(file.get("paths"));
			assertThat(served.at("/components/schemas")).isEqualTo(file.at("/components/schemas"));
			assertThat(served.at("/components/securitySchemes/apiKey/scheme").asString()).isEqualTo("bearer");
			assertThat(served.at("/components/securitySchemes/apiKey/description").asString()).contains("sandbox-key");
			assertThat(new JsonMapper().readTree(new YAMLMapper().readTree(get("/v3/api-docs.yaml").body()).toString()))
				.isEqualTo(served);
		}

		@Test
		void sandboxOffersEveryTalentOfItsPage() throws Exception {
			Map<String, String> offered = new TreeMap<>();
			json(get("/v3/api-docs")).at("/components/parameters/TalentId/examples")
				.forEach((example) -> offered.put(example.get("value").asString(), example.get("summary").asString()));
			Map<String, String> listed = new TreeMap<>();
			Pattern.compile("(?m)^\\| `([\\w-]+)` \\| (.+) \\|$")
				.matcher(Files.readString(Path.of("docs/sandbox.md")))
				.results()
				.forEach((row) -> listed.put(row.group(1), row.group(1) + " · " + row.group(2).replace("`", "")));
			// examples of the document itself
			listed.put("6949805467799537964", "The sample in Feishu's documentation");
			listed.put("error-1002102", "A talent that does not exist");
			assertThat(offered).hasSizeGreaterThan(80).isEqualTo(listed);
		}

	}

}
