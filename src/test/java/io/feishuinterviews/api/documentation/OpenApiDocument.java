package io.feishuinterviews.api.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The OpenAPI document that the build has filtered, read with another parser than the
 * service's.
 */
final class OpenApiDocument {

	static final Path FILE = Path.of("target/classes/openapi.yaml");

	static final String ONE = "/talents/{talentId}/interviews";

	static final String MANY = "/talents/interviews";

	static final String LABELS = "/labels";

	private final JsonNode root;

	OpenApiDocument() {
		try {
			this.root = new JsonMapper().readTree(new YAMLMapper().readTree(FILE.toFile()).toString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	JsonNode root() {
		return this.root;
	}

	JsonNode operation(String path) {
		return this.root.get("paths").get(path).get("get");
	}

	JsonNode response(String path, String status) {
		return resolve(operation(path).get("responses").get(status));
	}

	JsonNode schema(String name) {
		return this.root.get("components").get("schemas").get(name);
	}

	/**
	 * Return what a reference points to, or the node itself if it is none.
	 */
	JsonNode resolve(JsonNode node) {
		return node.has("$ref") ? resolve(this.root.at(node.get("$ref").asString().substring(1))) : node;
	}

	/**
	 * Check that a schema describes a value, and note the names that each object has.
	 * @param reference the schema, or a reference to it
	 * @param value what the service returned
	 * @param seen the names of each object, by its schema's reference
	 */
	void check(JsonNode reference, JsonNode value, Map<String, List<Set<String>>> seen) {
		JsonNode schema = resolve(reference);
		String type = schema.get("type").asString();
		boolean matches = switch (type) {
			case "object" -> value.isObject();
			case "array" -> value.isArray();
			case "string" -> value.isString();
			case "integer" -> value.isIntegralNumber();
			case "number" -> value.isNumber();
			case "boolean" -> value.isBoolean();
			default -> false;
		};
		assertThat(matches).as("%s is described as %s", value, type).isTrue();
		if (schema.path("format").asString("").equals("date-time")) {
			assertThat(value.asString()).satisfies(Instant::parse);
		}
		value.valueStream().filter((item) -> value.isArray()).forEach((item) -> check(schema.get("items"), item, seen));
		if (value.isObject()) {
			seen.computeIfAbsent(reference.path("$ref").asString(), (ref) -> new ArrayList<>()).add(names(value));
			JsonNode others = schema.path("additionalProperties");
			if (others.isMissingNode()) {
				assertThat(names(schema.get("properties"))).containsAll(names(value));
			}
			assertThat(names(value)).containsAll(texts(schema.path("required")));
			value.forEachEntry((name, property) -> check(
					schema.path("properties").path(name).isMissingNode() ? others : schema.get("properties").get(name),
					property, seen));
		}
	}

	/**
	 * Return a path to which query parameters can be appended.
	 */
	static String path(String operation, String talentId) {
		return switch (operation) {
			case ONE -> ONE.replace("{talentId}", talentId) + "?";
			case MANY -> MANY + "?talentId=" + talentId + "&";
			default -> operation;
		};
	}

	static List<String> texts(JsonNode array) {
		return array.valueStream().map(JsonNode::asString).toList();
	}

	static Set<String> names(JsonNode object) {
		return new TreeSet<>(object.propertyNames());
	}

}
