package io.feishuinterviews.audit;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The audit log of a separate management port.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = { "management.server.port=0", "interviews.security.anonymous-scopes=" })
class ManagementAuditIntegrationTests extends IntegrationTest {

	@LocalManagementPort
	private int managementPort;

	@Test
	void auditsEachChangeOnTheManagementPort(CapturedOutput output) {
		String caches = " address=127.0.0.1 method=DELETE path=/actuator/caches talents= ";
		assertThat(send("DELETE", "/actuator/caches", "X-Request-Id", "stranger")).isEqualTo(401);
		assertThat(send("DELETE", "/actuator/caches", as("nobody"))).isEqualTo(401);
		assertThat(send("DELETE", "/actuator/caches", as("reader"))).isEqualTo(403);
		assertThat(send("DELETE", "/actuator/caches", as("operator", "X-Request-Id", "mine"))).isEqualTo(204);
		assertThat(send("POST", "/actuator/loggers/interviews.audit", as("operator"))).isEqualTo(405);
		assertThat(lines(output, 5)).satisfiesExactly(
				(line) -> assertThat(line)
					.endsWith("client=anonymous proof=none" + caches + "status=401 served= request=stranger"),
				(line) -> assertThat(line).contains("client=unknown proof=none" + caches + "status=401 "),
				(line) -> assertThat(line).contains("client=reader proof=key" + caches + "status=403 "),
				(line) -> assertThat(line)
					.endsWith("client=operator proof=key" + caches + "status=204 served= request=mine"),
				(line) -> assertThat(line).contains("client=operator proof=key address=127.0.0.1 method=POST"
						+ " path=/actuator/loggers/interviews.audit talents= status=405 "));
	}

	@Test
	void auditsNoSuccessfulReadOnTheManagementPort(CapturedOutput output) {
		assertThat(send("GET", "/actuator/prometheus")).isEqualTo(200);
		assertThat(send("GET", "/actuator/nothing", as("operator"))).isEqualTo(404);
		assertThat(lines(output, 1)).singleElement().asString().contains(" path=/actuator/nothing ");
	}

	private int send(String method, String path, String... headers) {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.managementPort + path))
			.method(method, HttpRequest.BodyPublishers.noBody());
		if (headers.length > 0) {
			request.headers(headers);
		}
		return HttpClient.newHttpClient()
			.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
			.join()
			.statusCode();
	}

	private static List<String> lines(CapturedOutput output, int count) {
		return await().until(() -> output.getOut().lines().filter((line) -> line.contains("interviews.audit")).toList(),
				(lines) -> lines.size() >= count);
	}

}
