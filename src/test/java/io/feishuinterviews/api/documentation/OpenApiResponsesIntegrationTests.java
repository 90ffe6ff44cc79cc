package io.feishuinterviews.api.documentation;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.Sandbox;
import io.feishuinterviews.web.problem.ProblemType;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares real responses with the OpenAPI document: headers, problems, examples and
 * fields.
 */
@Tag("slow")
@TestPropertySource(properties = { "interviews.cors.allowed-origins=https://example.org",
		"interviews.security.clients.limited.scopes=interviews:read",
		"interviews.security.clients.limited.requests-per-second=1",
		"spring.security.oauth2.resourceserver.jwt.issuer-uri=http://127.0.0.1:1/unreachable" })
class OpenApiResponsesIntegrationTests extends IntegrationTest {

	private static final String SAMPLE = "6949805467799537964";

	private static final String UNKNOWN = "error-1002102";

	private static final String REQUEST_ID = "1f0e9d8c-7b6a-4958-8776-655443322110";

	/**
	 * An unsigned token of an identity provider that cannot be reached.
	 */
	private static final String TOKEN = "eyJhbGciOiJSUzI1NiIsImtpZCI6ImEifQ.eyJzdWIiOiJhIn0.c2lnbmF0dXJl";

	/**
	 * Headers of every response of the service, which the document does not repeat.
	 */
	private static final Set<String> ALWAYS_SENT = Set.of("content-type", "content-length", "transfer-encoding", "date",
			"connection", "keep-alive", "x-content-type-options", "x-frame-options", "referrer-policy",
			"content-security-policy");

	private static final String SUCCESS = "/content/application~1json";

	/**
	 * The end of the names of examples in Chinese.
	 */
	private static final String CHINESE = "-zh";

	private static final String PROBLEM = "/content/application~1problem+json";

	private static final Map<String, List<HttpResponse<String>>> responses = new TreeMap<>();

	private final OpenApiDocument document = new OpenApiDocument();

	@DynamicPropertySource
	static void keys(DynamicPropertyRegistry registry) {
		registry.add("interviews.security.clients.limited.key-sha256", () -> Sandbox.sha256(key("limited")));
	}

	@ParameterizedTest
	@ValueSource(strings = { OpenApiDocument.ONE, OpenApiDocument.MANY, OpenApiDocument.LABELS })
	void openApiDocumentDescribesEveryResponseHeader(String operation) {
		Map<String, Set<String>> sent = new TreeMap<>();
		responses(operation).forEach(
				(response) -> sent.computeIfAbsent(String.valueOf(response.statusCode()), (status) -> new TreeSet<>())
					.addAll(lowerCase(response.headers().map().keySet())));
		Set<String> ofProblems = new TreeSet<>(sent.get("401"));
		ofProblems.remove("www-authenticate");
		// the caller is known
		ofProblems.addAll(List.of("ratelimit", "ratelimit-policy"));
		sent.put("500", ofProblems);
		if (operation.equals(OpenApiDocument.ONE)) {
			// where Feishu found the request invalid
			sent.get("400").addAll(List.of("cache-status", "retry-after"));
		}
		sent.values().forEach((names) -> names.removeAll(ALWAYS_SENT));
		Map<String, Set<String>> described = new TreeMap<>();
		OpenApiDocument.names(this.document.operation(operation).get("responses"))
			.forEach((status) -> described.put(status,
					lowerCase(OpenApiDocument.names(this.document.response(operation, status).get("headers")))));
		assertThat(described).isEqualTo(sent);
	}

	@ParameterizedTest
	@ValueSource(strings = { OpenApiDocument.ONE, OpenApiDocument.MANY, OpenApiDocument.LABELS })
	void openApiDocumentDescribesEveryProblemResponse(String operation) {
		Map<String, String> returned = new TreeMap<>(Map.of("internal", "500", "overloaded", "503"));
		responses(operation).filter((response) -> response.statusCode() >= 400)
			.forEach((response) -> returned.put(json(response).get("code").asString(), "" + response.statusCode()));
		Map<String, String> described = new TreeMap<>();
		OpenApiDocument.names(this.document.operation(operation).get("responses"))
			.forEach((status) -> OpenApiDocument
				.names(this.document.response(operation, status).at(PROBLEM + "/examples"))
				.forEach((code) -> described.put(code.replace(CHINESE, ""), status)));
		assertThat(described).isEqualTo(returned);
	}

	@Test
	void openApiDocumentDescribesEveryProblemType() {
		JsonNode examples = this.document.root().at("/components/examples");
		Set<ProblemType> types = EnumSet
			.complementOf(EnumSet.of(ProblemType.NO_SUCH_PATH, ProblemType.METHOD_NOT_ALLOWED));
		assertThat(OpenApiDocument.names(examples).stream().filter((name) -> !name.endsWith(CHINESE)))
			.containsExactlyElementsOf(
					types.stream().map(ProblemType::code).collect(Collectors.toCollection(TreeSet::new)));
		for (ProblemType type : types) {
			JsonNode example = examples.get(type.code()).get("value");
			assertThat(List.of(example.get("code").asString(), example.get("status").asInt()))
				.isEqualTo(List.of(type.code(), type.status().value()));
		}
	}

	@Test
	void openApiExamplesMatchRealResponses() {
		JsonNode examples = this.document.root().at("/components/examples");
		Map<String, JsonNode> returned = new TreeMap<>();
		responses(OpenApiDocument.ONE).filter((response) -> response.statusCode() >= 400).forEach((response) -> {
			String language = response.headers().firstValue("Content-Language").orElseThrow();
			JsonNode problem = json(response);
			JsonNode example = examples.get(problem.get("code").asString() + (language.equals("zh") ? CHINESE : ""));
			if (example != null) {
				assertThat(problem).isEqualTo(example.get("value"));
				returned.put(problem.get("code").asString() + language, problem);
			}
		});
		// two cannot be provoked
		assertThat(returned).hasSize(examples.size() - 2);
		for (String language : List.of("zh", "en")) {
			assertThat(json(get(OpenApiDocument.path(OpenApiDocument.ONE, SAMPLE), "Accept-Language", language)))
				.isEqualTo(example(OpenApiDocument.ONE, language));
			assertThat(json(get(OpenApiDocument.path(OpenApiDocument.MANY, SAMPLE) + "talentId=" + UNKNOWN,
					"Accept-Language", language)))
				.isEqualTo(example(OpenApiDocument.MANY, language));
			JsonNode labels = json(get(OpenApiDocument.LABELS, "Accept-Language", language));
			JsonNode some = example(OpenApiDocument.LABELS, language);
			assertThat(some).isNotEmpty();
			some.forEachEntry((field, texts) -> assertThat(labels.get(field)).isEqualTo(texts));
		}
	}

	private JsonNode example(String operation, String language) {
		return this.document.response(operation, "200").at(SUCCESS + "/examples/" + language + "/value");
	}

	@Test
	void openApiDocumentDescribesEveryResponseField() {
		Map<String, List<Set<String>>> seen = new TreeMap<>();
		for (String operation : List.of(OpenApiDocument.ONE, OpenApiDocument.MANY, OpenApiDocument.LABELS)) {
			responses(operation).filter((response) -> response.body().startsWith("{")).forEach((response) -> {
				JsonNode described = this.document.response(operation, "" + response.statusCode());
				this.document.check(described.at(((response.statusCode() == 200) ? SUCCESS : PROBLEM) + "/schema"),
						json(response), seen);
			});
		}
		for (String name : List.of("BatchResults", "BatchResult", "Problem", "InvalidParameter")) {
			JsonNode schema = this.document.schema(name);
			List<Set<String>> objects = seen.get("#/components/schemas/" + name);
			Set<String> ever = new TreeSet<>();
			objects.forEach(ever::addAll);
			Set<String> always = new TreeSet<>(ever);
			objects.forEach(always::retainAll);
			assertThat(OpenApiDocument.names(schema.get("properties"))).isEqualTo(ever);
			assertThat(OpenApiDocument.texts(schema.get("required"))).containsExactlyInAnyOrderElementsOf(always);
		}
	}

	/**
	 * Return a response of every status and problem that can be provoked, gathered once.
	 */
	private Stream<HttpResponse<String>> responses(String operation) {
		return responses.computeIfAbsent(operation, this::provoke).stream();
	}

	private List<HttpResponse<String>> provoke(String operation) {
		String path = OpenApiDocument.path(operation, SAMPLE);
		List<HttpResponse<String>> provoked = new ArrayList<>();
		provoked.add(request(path, "Cache-Control", "only-if-cached"));
		provoked.add(request(path));
		provoked.add(request(path, "Accept-Encoding", "gzip"));
		provoked.add(request(path, "If-None-Match", "*"));
		provoked.add(large(path));
		provoked.add(request(path, as("unknown")));
		provoked.add(request(path, as("operator")));
		provoked.add(request(path, "Origin", "https://example.com"));
		provoked.add(request(path, "Accept", "text/html"));
		provoked.add(request(path, "Authorization", "Bearer " + TOKEN));
		provoked.add(request(path, as("limited")));
		provoked.add(request(path, as("limited")));
		if (!operation.equals(OpenApiDocument.LABELS)) {
			provokeForTalents(operation, provoked);
		}
		return provoked;
	}

	private void provokeForTalents(String operation, List<HttpResponse<String>> provoked) {
		String path = OpenApiDocument.path(operation, SAMPLE);
		provoked.add(request(path + "userIdType=email"));
		provoked.add(request(path + "userIdType=email", "Accept-Language", "zh"));
		for (String talentId : List.of(UNKNOWN, "error-1002216", "error-99991672", "error-5000", "error-1000004",
				"error-slow", "error-99991403", "7100000000000000001")) {
			this.breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
			provoked.add(request(OpenApiDocument.path(operation, talentId)));
			// a talent that fails is left alone for a moment
			provoked.add(request(OpenApiDocument.path(operation, talentId)));
			provoked.add(request(OpenApiDocument.path(operation, talentId), "Accept-Language", "zh"));
		}
	}

	private HttpResponse<String> request(String path, String... headers) {
		Map<String, String> all = new TreeMap<>(Map.of("X-Request-Id", REQUEST_ID, "Accept-Language", "en",
				"Authorization", "Bearer " + key("reader")));
		for (int i = 0; i < headers.length; i += 2) {
			all.put(headers[i], headers[i + 1]);
		}
		return get(path,
				all.entrySet()
					.stream()
					.flatMap((header) -> Stream.of(header.getKey(), header.getValue()))
					.toArray(String[]::new));
	}

	private HttpResponse<String> large(String path) {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.header("X-Request-Id", REQUEST_ID)
			.header("Accept-Language", "en")
			.method("GET", HttpRequest.BodyPublishers.ofString("x".repeat(100_000)))
			.build();
		return HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
	}

	private static Set<String> lowerCase(Set<String> names) {
		return names.stream()
			.map((name) -> name.toLowerCase(Locale.ROOT))
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
