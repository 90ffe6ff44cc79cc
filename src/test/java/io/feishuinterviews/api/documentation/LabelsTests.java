package io.feishuinterviews.api.documentation;

import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.feishuinterviews.api.TalentInterviews;
import io.feishuinterviews.interview.Language;
import io.feishuinterviews.interview.OpenEnum;
import io.feishuinterviews.web.problem.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the texts of labels to the values that the service returns, to Feishu's words,
 * and to the documents that repeat them.
 */
class LabelsTests {

	private static final String PROBLEM_CODE = "problemCode";

	private final Map<String, Map<String, String>> en = Labels.read(Language.EN);

	private final Map<String, Map<String, String>> zh = Labels.read(Language.ZH);

	@ParameterizedTest
	@EnumSource
	void everyValueAndNothingElseHasAText(Language language) {
		Map<String, Set<String>> values = new TreeMap<>();
		addCodedFields(TalentInterviews.class, values);
		assertThat(values).hasSize(12);
		values.put(PROBLEM_CODE,
				Stream.of(ProblemType.values()).map(ProblemType::code).collect(Collectors.toCollection(TreeSet::new)));
		Map<String, Map<String, String>> labels = Labels.read(language);
		Map<String, Set<String>> texts = new TreeMap<>();
		labels.forEach((field, byValue) -> texts.put(field, byValue.keySet()));
		assertThat(texts).isEqualTo(values);
		assertThat(labels.values()).allSatisfy((byValue) -> assertThat(byValue.values()).allSatisfy(
				(text) -> assertThat(text).isNotBlank().isEqualTo(text.strip()).doesNotMatch("[A-Z]+_[A-Z_]+")));
	}

	@ParameterizedTest
	@EnumSource
	void filesHaveNoKeysButThoseOfLabelsAndProblems(Language language) throws IOException {
		Properties file = new Properties();
		try (Reader content = Files
			.newBufferedReader(Path.of("src/main/resources/labels_" + language.tag() + ".properties"))) {
			file.load(content);
		}
		Map<String, Map<String, String>> labels = Labels.read(language);
		assertThat(file.stringPropertyNames()).allSatisfy((key) -> {
			String[] parts = key.split("\\.");
			if (parts[0].equals("problem")) {
				assertThat(parts).hasSize(3);
				assertThat(parts[1]).satisfiesAnyOf((code) -> assertThat(labels.get(PROBLEM_CODE)).containsKey(code),
						(details) -> assertThat(details).isEqualTo("detail"));
			}
			else {
				assertThat(parts).hasSize(2);
				assertThat(labels.get(parts[0])).containsKey(parts[1]);
			}
		});
	}

	@Test
	void chineseTextsAreThoseOfFeishusDocumentation() {
		JsonNode lists = new JsonMapper().readTree(Path.of("src/test/resources/feishu/enums.json"));
		assertThat(lists.size()).isEqualTo(11);
		lists.forEachEntry((list, codes) -> {
			Map<String, String> documented = new TreeMap<>();
			codes.forEach((code) -> documented.put(code.get("label").asString(), code.get("zh").asString()));
			String name = list.replace("_", "");
			List<Map<String, String>> texts = this.zh.entrySet()
				.stream()
				.filter((field) -> field.getKey().toLowerCase(Locale.ROOT).endsWith(name))
				.map(Map.Entry::getValue)
				.toList();
			assertThat(texts).as(list).singleElement().isEqualTo(documented);
		});
	}

	@Test
	void openApiDocumentDescribesEachValueWithItsTexts() {
		Set<String> described = new TreeSet<>();
		new OpenApiDocument().root()
			.at("/components/schemas")
			.forEachEntry(
					(schema, definition) -> definition.path("properties").forEachEntry((property, description) -> {
						if (description.has("x-extensible-enum")) {
							String field = schema.equals("Problem") ? PROBLEM_CODE : property;
							described.add(field);
							String list = OpenApiDocument.texts(description.get("x-extensible-enum"))
								.stream()
								.map((value) -> "- `%s`: %s (%s)".formatted(value, this.en.get(field).get(value),
										this.zh.get(field).get(value)))
								.collect(Collectors.joining("\n"));
							assertThat(description.get("description").asString()).as(schema + "." + property)
								.endsWith("\n\n" + list);
						}
					}));
		assertThat(described).isEqualTo(this.en.keySet());
	}

	@ParameterizedTest
	@ValueSource(strings = { "docs/api.md", "docs/api.zh-CN.md" })
	void pagesListEveryTextOfAField(String page) throws IOException {
		List<String> expected = new ArrayList<>();
		this.en.forEach((field, byValue) -> byValue.forEach((value, text) -> {
			if (!field.equals(PROBLEM_CODE)) {
				expected.add("| `%s` | `%s` | %s | %s |".formatted(field, value, text, this.zh.get(field).get(value)));
			}
		}));
		assertThat(Files.readAllLines(Path.of(page)))
			.filteredOn((line) -> Pattern.matches("\\| `\\w+` \\| `[A-Z_]+` \\|.*", line))
			.containsExactlyInAnyOrderElementsOf(expected);
	}

	/**
	 * Add the values of each coded field that is written as JSON.
	 */
	private static void addCodedFields(Type type, Map<String, Set<String>> values) {
		if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
			addCodedFields(generic.getActualTypeArguments()[0], values);
		}
		else if (type instanceof Class<?> raw && raw.isRecord()) {
			for (RecordComponent component : raw.getRecordComponents()) {
				Type field = component.getGenericType();
				Type code = (field instanceof ParameterizedType generic && generic.getRawType() == OpenEnum.class)
						? generic.getActualTypeArguments()[0] : field;
				if (code instanceof Class<?> list && list.isEnum()) {
					Set<String> labels = Stream.of(list.getEnumConstants())
						.map(Object::toString)
						.collect(Collectors.toCollection(TreeSet::new));
					Set<String> other = values.put(component.getName(), labels);
					assertThat(other).as("labels of another field with the same name").isIn(null, labels);
				}
				else {
					addCodedFields(field, values);
				}
			}
		}
	}

}
