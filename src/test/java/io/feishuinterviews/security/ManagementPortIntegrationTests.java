package io.feishuinterviews.security;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.Requirements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Actuator on a port of its own, which the network guards.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = { "management.server.port=0", "interviews.security.anonymous-scopes=" })
class ManagementPortIntegrationTests extends IntegrationTest {

	@LocalManagementPort
	private int managementPort;

	@ParameterizedTest
	@ValueSource(strings = { "/actuator", "/actuator/prometheus", "/actuator/health", "/actuator/metrics" })
	void readsActuatorWithoutCredentialsOnTheManagementPort(String path) throws Exception {
		assertThat(at(this.managementPort, path).statusCode()).isEqualTo(200);
	}

	@Test
	void showsTheVersionAndTheCommit() throws Exception {
		assertThat(at(this.managementPort, "/actuator/info").body()).contains("\"version\":\"1.", "\"commit\":\"");
	}

	@Test
	void servesTheBillOfMaterialsOnTheManagementPort() throws Exception {
		if (getClass().getResource("/META-INF/sbom/application.cdx.json") == null) {
			Requirements.skip("Maven was offline: the CycloneDX plugin then makes no bill of materials");
		}
		assertThat(at(this.managementPort, "/actuator/sbom/application").statusCode()).isEqualTo(200);
	}

	@Test
	void doesNotServeActuatorOnTheMainPort() {
		assertProblem(get("/actuator/prometheus"), 401, "unauthenticated");
		assertProblem(get("/actuator/prometheus", as("operator")), 404, "no-such-path");
		assertThat(get("/livez").statusCode()).isEqualTo(200);
	}

	@Test
	void requiresOpsScopeForWritesOnTheManagementPort() throws Exception {
		HttpRequest.Builder caches = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.managementPort + "/actuator/caches"))
			.DELETE();
		HttpClient http = HttpClient.newHttpClient();
		assertThat(http.send(caches.build(), HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(401);
		assertThat(
				http.send(caches.headers(as("operator")).build(), HttpResponse.BodyHandlers.discarding()).statusCode())
			.isEqualTo(204);
	}

	@Test
	void auditsChangesAndRejectedRequestsOnTheManagementPort(CapturedOutput output) throws Exception {
		HttpRequest.Builder purge = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.managementPort + "/actuator/talents/t"))
			.header("X-Request-Id", "purge")
			.DELETE();
		HttpClient http = HttpClient.newHttpClient();
		at(this.managementPort, "/actuator/metrics");
		assertThat(http.send(purge.build(), HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(401);
		assertThat(
				http.send(purge.headers(as("operator")).build(), HttpResponse.BodyHandlers.discarding()).statusCode())
			.isEqualTo(204);
		assertThat(await().until(
				() -> output.getOut().lines().filter((line) -> line.contains("interviews.audit")).toList(),
				(lines) -> lines.size() >= 2))
			.satisfiesExactly((line) -> assertThat(line).contains("client=anonymous", "method=DELETE", "status=401"),
					(line) -> assertThat(line).contains("client=operator", "method=DELETE path=/actuator/talents/t",
							"talents=t status=204", "request=purge"));
	}

	@Test
	void servesNoInterviewsOnTheManagementPort() throws Exception {
		assertThat(at(this.managementPort, "/talents/7100000000000000001/interviews").statusCode()).isIn(401, 404);
	}

	private static HttpResponse<String> at(int port, String path) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
					HttpResponse.BodyHandlers.ofString());
	}

}
