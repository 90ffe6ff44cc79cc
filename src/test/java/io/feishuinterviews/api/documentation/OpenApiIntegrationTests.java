package io.feishuinterviews.api.documentation;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

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
	void servesTheOpenApiDocumentAsJson() {
		assertThat(json(get("/v3/api-docs"))).isEqualTo(new OpenApiDocument().root());
	}

	@Test
	void openApiDocumentHasADescriptionForEveryElement() {
		JsonNode document = json(get("/v3/api-docs"));
		assertThat(document.get("openapi").asString()).startsWith("3.1");
		assertThat(document.findValues("operationId")).extracting(JsonNode::asString)
			.containsExactly("getInterviews", "getInterviewsOfMany");
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
		assertThat(document.findValues("security")).hasSize(2)
			.allSatisfy((security) -> assertThat(security.toString())
				.isEqualTo("[{\"apiKey\":[\"interviews:read\"]},{\"accessToken\":[\"interviews:read\"]}]"));
	}

}
