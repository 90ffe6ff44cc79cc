package io.feishuinterviews.api.documentation;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.interview.JobLevelIdType;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.UserIdType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the service with the OpenAPI document: handlers and parameters.
 */
@Import(ReadNames.class)
class OpenApiContractIntegrationTests extends IntegrationTest {

	private static final String SAMPLE = "6949805467799537964";

	private static final Pattern TRANSPORT_HEADER = Pattern.compile("(?m)^- `([A-Za-z-]+)`:");

	private final OpenApiDocument document = new OpenApiDocument();

	@Autowired
	private ReadNames readNames;

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	private RequestMappingHandlerMapping handlers;

	@Test
	void openApiDocumentDescribesEveryHandler() {
		Set<String> handled = new TreeSet<>();
		this.handlers.getHandlerMethods().forEach((mapping, handler) -> {
			Class<?> type = handler.getBeanType();
			if (type.getName().startsWith("io.feishuinterviews.") && !ErrorController.class.isAssignableFrom(type)) {
				Set<?> methods = mapping.getMethodsCondition().getMethods();
				for (String path : mapping.getPatternValues()) {
					(methods.isEmpty() ? Set.of("ANY") : methods).forEach((method) -> handled.add(method + " " + path));
				}
			}
		});
		// Feishu describes its own endpoints, and pages are for people
		handled.removeIf((handler) -> handler.contains(" /open-apis/") || handler.startsWith("GET /v3/api-docs")
				|| handler.equals("GET /") || handler.equals("GET /swagger-ui.html"));
		Set<String> described = new TreeSet<>();
		this.document.root()
			.get("paths")
			.forEachEntry((path, operations) -> operations.propertyNames()
				.forEach((method) -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));
		assertThat(described).isEqualTo(handled);
	}

	@ParameterizedTest
	@ValueSource(strings = { OpenApiDocument.ONE, OpenApiDocument.MANY })
	void openApiDocumentDescribesEveryParameterThatIsRead(String operation) {
		this.readNames.clear();
		get(OpenApiDocument.path(operation, SAMPLE));
		Set<String> described = new TreeSet<>();
		this.document.operation(operation).get("parameters").forEach((reference) -> {
			JsonNode parameter = this.document.resolve(reference);
			String name = parameter.get("name").asString();
			described.add(parameter.get("in").asString().equals("header") ? "header " + name.toLowerCase(Locale.ROOT)
					: parameter.get("in").asString() + " " + name);
		});
		described.remove("path talentId");
		// generated methods have no argument for what HTTP clients set by themselves
		assertThat(described).filteredOn((name) -> name.startsWith("header "))
			.containsExactly("header accept-language");
		TRANSPORT_HEADER.matcher(this.document.root().at("/info/description").asString())
			.results()
			.forEach((header) -> described.add("header " + header.group(1).toLowerCase(Locale.ROOT)));
		assertThat(this.readNames.get()).isEqualTo(described);
	}

	@Test
	void openApiDocumentListsTheValuesOfParameters() {
		JsonNode parameters = this.document.root().at("/components/parameters");
		assertThat(OpenApiDocument.texts(parameters.at("/UserIdType/schema/enum")))
			.containsExactlyInAnyOrder(wireNames(UserIdType.values()));
		assertThat(OpenApiDocument.texts(parameters.at("/JobLevelIdType/schema/enum")))
			.containsExactlyInAnyOrder(wireNames(JobLevelIdType.values()));
		assertThat(this.document.schema("TalentId").get("pattern").asString()).isEqualTo("^" + Talent.ID + "$");
		int most = this.document.operation(OpenApiDocument.MANY).at("/parameters/0/schema/maxItems").asInt();
		assertThat(get(OpenApiDocument.MANY + talentIds(most)).statusCode()).isEqualTo(200);
		assertThat(get(OpenApiDocument.MANY + talentIds(most + 1)).statusCode()).isEqualTo(400);
		get(OpenApiDocument.path(OpenApiDocument.ONE, SAMPLE));
		get(OpenApiDocument.path(OpenApiDocument.ONE, SAMPLE) + "userIdType="
				+ parameters.at("/UserIdType/schema/default").asString());
		get(OpenApiDocument.path(OpenApiDocument.ONE, SAMPLE) + "jobLevelIdType="
				+ parameters.at("/JobLevelIdType/schema/default").asString());
		assertThat(feishu.calls(SAMPLE)).as("answered from the cache").hasSize(1);
	}

	private static String talentIds(int count) {
		return IntStream.range(0, count).mapToObj((i) -> "talentId=" + i).collect(Collectors.joining("&", "?", ""));
	}

	private static String[] wireNames(Enum<?>[] constants) {
		return Stream.of(constants).map(TalentQuery::wireName).toArray(String[]::new);
	}

}
