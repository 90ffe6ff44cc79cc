package io.feishuinterviews.api.documentation;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.feishuinterviews.api.TalentInterviews;
import io.feishuinterviews.interview.LocalizedText;
import io.feishuinterviews.interview.MobileNumber;
import io.feishuinterviews.interview.OpenEnum;
import io.feishuinterviews.web.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the schemas of interviews to the records that are written as JSON: names, types,
 * formats, known values, and which properties are required.
 */
class OpenApiSchemaTests {

	private static final Set<String> TEXTS = Set.of("description", "example", "examples");

	private final OpenApiDocument document = new OpenApiDocument();

	@Test
	void openApiSchemasMatchTheRecords() {
		assertThat(described(this.document.schema("TalentInterviews"))).isEqualTo(expected(TalentInterviews.class));
	}

	@Test
	void openApiSchemaListsEveryProblemCode() {
		assertThat(OpenApiDocument.texts(this.document.schema("Problem").at("/properties/code/x-extensible-enum")))
			.isEqualTo(Arrays.stream(ProblemType.values()).map(ProblemType::code).toList());
	}

	/**
	 * Return a schema without references and texts.
	 */
	private Object described(JsonNode schema) {
		Map<String, Object> described = new TreeMap<>();
		this.document.resolve(schema).forEachEntry((keyword, value) -> {
			if (keyword.equals("properties")) {
				Map<String, Object> properties = new TreeMap<>();
				value.forEachEntry((name, property) -> properties.put(name, described(property)));
				described.put(keyword, properties);
			}
			else if (keyword.equals("items")) {
				described.put(keyword, described(value));
			}
			else if (!TEXTS.contains(keyword)) {
				described.put(keyword,
						value.isArray() ? new TreeSet<>(OpenApiDocument.texts(value)) : value.asString());
			}
		});
		return described;
	}

	private static Object expected(Type type) {
		if (type instanceof ParameterizedType generic) {
			Type argument = generic.getActualTypeArguments()[0];
			return (generic.getRawType() == List.class) ? Map.of("type", "array", "items", expected(argument))
					: knownValues((Class<?>) argument);
		}
		Class<?> raw = (Class<?>) type;
		if (raw == String.class || raw == LocalizedText.class || raw == MobileNumber.class) {
			return Map.of("type", "string");
		}
		if (raw == Instant.class) {
			return Map.of("type", "string", "format", "date-time");
		}
		if (raw == Integer.class) {
			return Map.of("type", "integer", "format", "int32");
		}
		if (raw == BigDecimal.class) {
			return Map.of("type", "number");
		}
		return raw.isEnum() ? knownValues(raw) : object(raw);
	}

	/**
	 * An {@link OpenEnum}, or an enum, is a string that may have other values than these.
	 */
	private static Object knownValues(Class<?> type) {
		Set<String> values = new TreeSet<>();
		Arrays.stream(type.getEnumConstants()).map(String::valueOf).forEach(values::add);
		return Map.of("type", "string", "x-extensible-enum", values);
	}

	private static Object object(Class<?> type) {
		assertThat(type).isRecord();
		Map<String, Object> properties = new TreeMap<>();
		Set<String> required = new TreeSet<>();
		for (RecordComponent component : type.getRecordComponents()) {
			properties.put(component.getName(), expected(component.getGenericType()));
			if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
				required.add(component.getName());
			}
		}
		return required.isEmpty() ? Map.of("type", "object", "properties", properties)
				: Map.of("type", "object", "properties", properties, "required", required);
	}

}
