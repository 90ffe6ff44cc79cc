package io.feishuinterviews.security;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Access to every handler. Every handler there is has its line in the table.
 */
@Tag("slow")
@TestPropertySource(
		properties = { "interviews.security.anonymous-scopes=", "management.endpoints.web.exposure.include=*" })
class AccessIntegrationTests extends IntegrationTest {

	private static final String EVERYBODY = "";

	private static final String IN_THE_BODY = "body";

	/**
	 * Who may use each handler of this service and of Actuator, by a request that it
	 * accepts.
	 */
	private static final Map<String, String> HANDLERS = new TreeMap<>(Map.ofEntries(
			Map.entry("GET /talents/{talentId}/interviews", "reader"), Map.entry("GET /talents/interviews", "reader"),
			Map.entry("GET /open-apis/hire/v1/interviews/get_by_talent", "reader"),
			// show their key in the body
			Map.entry("POST /open-apis/auth/v3/tenant_access_token/internal", IN_THE_BODY),
			Map.entry("POST /open-apis/auth/v3/tenant_access_token/internal/", IN_THE_BODY),
			Map.entry("POST /open-apis/auth/v3/app_access_token/internal", IN_THE_BODY),
			Map.entry("POST /open-apis/auth/v3/app_access_token/internal/", IN_THE_BODY), Map.entry("GET /", EVERYBODY),
			Map.entry("GET /v3/api-docs", EVERYBODY), Map.entry("GET /v3/api-docs.yaml", EVERYBODY),
			Map.entry("GET /v3/api-docs/swagger-config", EVERYBODY), Map.entry("GET /swagger-ui.html", EVERYBODY),
			Map.entry("GET /labels", EVERYBODY), Map.entry("ANY /error", "reader")));

	private static final Set<String> OPEN_ENDPOINTS = Set.of("health", "info");

	@Autowired
	private RequestMappingHandlerMapping requestMappingHandlerMapping;

	@Autowired
	private PathMappedEndpoints endpoints;

	@Autowired
	private WebEndpointsSupplier webEndpoints;

	@Test
	void definesAccessForEveryHandler() {
		Set<String> handlers = new TreeSet<>();
		for (RequestMappingInfo mapping : this.requestMappingHandlerMapping.getHandlerMethods().keySet()) {
			String methods = mapping.getMethodsCondition().getMethods().isEmpty() ? "ANY"
					: mapping.getMethodsCondition().getMethods().iterator().next().name();
			mapping.getPatternValues().forEach((path) -> handlers.add(methods + " " + path));
		}
		assertThat(handlers).as("each handler has its line in the table").isEqualTo(HANDLERS.keySet());
	}

	static Stream<Arguments> handlers() {
		return HANDLERS.entrySet()
			.stream()
			.map((handler) -> Arguments.of(
					handler.getKey().replaceFirst(".* ", "").replace("{talentId}", "7100000000000000001"),
					handler.getValue()));
	}

	@ParameterizedTest
	@MethodSource("handlers")
	void permitsOnlyClientsWithTheRequiredScope(String path, String client) {
		if (client.equals(EVERYBODY)) {
			assertThat(get(path).statusCode()).isIn(200, 302);
		}
		else if (client.equals(IN_THE_BODY)) {
			assertThat(json(post(path, "{}")).get("code").asInt()).isEqualTo(10003);
			assertThat(json(post(path, "{}", as("nobody"))).get("code").asInt()).isEqualTo(10003);
			return;
		}
		else {
			assertUnauthenticated(get(path));
			if (path.startsWith("/talents")) {
				assertProblem(get(path, as("operator")), 403, "insufficient-scope");
			}
			assertThat(get(path, as(client)).statusCode()).isIn(200, 400, 404, 405);
			assertThat(get(path, as("recruiter")).statusCode()).isIn(200, 400, 404, 405);
		}
		assertUnauthenticated(get(path, as("nobody")));
	}

	/**
	 * Feishu's SDKs receive errors in Feishu's format.
	 */
	private static void assertUnauthenticated(HttpResponse<String> answer) {
		if (answer.uri().getPath().startsWith("/open-apis/")) {
			assertThat(answer.statusCode()).isEqualTo(400);
			assertThat(json(answer).get("code").asInt()).isIn(99991661, 99991663);
		}
		else {
			assertProblem(answer, 401, "unauthenticated");
		}
	}

	@Test
	void requiresOpsScopeForActuatorExceptHealthAndInfo() {
		assertThat(this.webEndpoints.getEndpoints()).extracting((endpoint) -> endpoint.getEndpointId().toString())
			.contains("health", "prometheus", "env", "sbom")
			.doesNotContain("heapdump", "shutdown");
		for (String path : this.endpoints.getAllPaths()) {
			String name = path.substring(path.lastIndexOf('/') + 1);
			if (OPEN_ENDPOINTS.contains(name)) {
				assertThat(get(path).statusCode()).as(path).isEqualTo(200);
			}
			else {
				assertProblem(get(path), 401, "unauthenticated");
				assertProblem(get(path, as("recruiter")), 403, "insufficient-scope");
				if (name.startsWith("stream")) {
					// an answer without an end
					continue;
				}
				// the thread dump's and others' own ways of answering
				assertThat(get(path, as("operator")).statusCode()).as(path).isNotIn(401, 403);
			}
			assertProblem(get(path, as("nobody")), 401, "unauthenticated");
		}
		assertProblem(get("/actuator"), 401, "unauthenticated");
		assertThat(get("/actuator", as("operator")).body()).contains("prometheus").doesNotContain("heapdump");
		assertThat(get("/actuator/heapdump", as("operator")).statusCode()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /", "GET /livez", "GET /readyz", "GET /actuator/health/liveness",
			"GET /swagger-ui/index.html" })
	void permitsAnonymousProbesAndDocumentation(String request) {
		assertThat(get(request.substring(4)).statusCode()).isIn(200, 302);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/nothing", "/talents", "/talents/1/interviews/2", "/v3/api-docs/other",
			"/TALENTS/1/interviews", "/talents/1/interviews/", "/actuator/nothing", "/swagger-resources" })
	void returns401ForUnknownPathsWithoutCredentials(String path) {
		assertProblem(get(path), 401, "unauthenticated");
		assertThat(get(path, as("reader")).statusCode()).isIn(403, 404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/talents/..;/talents/7100000000000000001/interviews",
			"/livez/..;/talents/7100000000000000001/interviews", "/livez/%2e%2e/talents/7100000000000000001/interviews",
			"//talents/7100000000000000001/interviews", "//open-apis/../talents/7100000000000000001/interviews",
			"/open-apis/..;/talents/7100000000000000001/interviews",
			"/open-apis//talents/7100000000000000001/interviews",
			"/open-apis/%2e%2e/talents/7100000000000000001/interviews", "/talents//7100000000000000001/interviews",
			"/talents/7100000000000000001%2finterviews", "/talents%2f7100000000000000001/interviews",
			"/swagger-ui/..%2ftalents/7100000000000000001/interviews", "/talents/7100000000000000001/interviews;a=b",
			"/livez;/../talents/7100000000000000001/interviews", "/./talents/7100000000000000001/interviews",
			"/livez/../talents/7100000000000000001/interviews", "/%74alents/7100000000000000001/interviews",
			"/talents/7100000000000000001/interviews%00", "/talents/7100000000000000001/interviews%0a",
			"\\talents\\7100000000000000001\\interviews", "http://localhost/talents/7100000000000000001/interviews" })
	void rejectsPathsThatTryToBypassAccess(String path) {
		String answer = send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
		assertThat(answer).matches("(?s)HTTP/1.1 (400|401) .*")
			.containsAnyOf("application/problem+json", "\"code\":9499");
		assertThat(feishu.calls()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "//open-apis/hire/v1/interviews/get_by_talent",
			"//open-apis//hire/v1/interviews/get_by_talent", "///open-apis/hire/v1/interviews/get_by_talent",
			"//open-apis/hire/v1/interviews/get_by_talen%74", "//open-apis/hire/v1/interviews/get_by_talent/",
			"//open-apis/hire/v1/interviews/get_by_talent;a=b", "//open-apis/x/../hire/v1/interviews/get_by_talent",
			"//open-apis/hire/v1/interviews%2fget_by_talent" })
	void rejectsDoubleSlashPathsThatTryToBypassAccess(String path) {
		String answer = send("GET " + path + "?talent_id=7100000000000000001"
				+ " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
		assertThat(answer).matches("(?s)HTTP/1.1 (400|404) .*");
		assertThat(feishu.calls()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "HEAD" })
	void requiresCredentialsForEveryMethod(String method) throws Exception {
		HttpResponse<String> answer = HttpClient.newHttpClient()
			.send(HttpRequest
				.newBuilder(URI.create("http://localhost:" + this.port + "/talents/7100000000000000001/interviews"))
				.method(method, HttpRequest.BodyPublishers.noBody())
				.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(answer.statusCode()).isEqualTo(HttpMethod.TRACE.matches(method) ? 405 : 401);
		assertThat(feishu.calls()).isEmpty();
	}

	@Test
	void returnsWwwAuthenticateAsDefinedByRfc6750() {
		String path = "/talents/1/interviews";
		assertThat(get(path).headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
		assertThat(get(path, as("nobody")).headers().firstValue("WWW-Authenticate"))
			.hasValue("Bearer error=\"invalid_token\"");
		assertThat(get(path, as("operator")).headers().firstValue("WWW-Authenticate"))
			.hasValue("Bearer error=\"insufficient_scope\", scope=\"interviews:read\"");
	}

}
