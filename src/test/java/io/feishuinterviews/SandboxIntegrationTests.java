package io.feishuinterviews;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The sandbox, as {@code ./mvnw spring-boot:test-run} starts it.
 */
@Tag("slow")
@ExtendWith(OutputCaptureExtension.class)
class SandboxIntegrationTests {

	private static final String QUOTA = "resilience4j.circuitbreaker.instances.feishu-quota.wait-duration-in-open-state";

	private static final HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

	@Test
	void lastLineOfTheLogIsTheUrlOfSwaggerUi(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext service = SandboxApplication.run("--server.port=0")) {
			assertThat(service.isRunning()).isTrue();
			List<String> lines = output.getOut().lines().filter((line) -> !line.isBlank()).toList();
			assertThat(lines).anyMatch((line) -> line.contains(" WARN "));
			String last = lines.get(lines.size() - 1);
			assertThat(last).matches(".*Swagger UI: http://\\S+");
			assertThat(get(last.substring(last.indexOf("http://"))).body()).contains("swagger-ui");
		}
	}

	@Test
	void firstExampleOfTheReadmesIsWhatTheSandboxReturns() throws Exception {
		try (ConfigurableApplicationContext service = SandboxApplication.run("--server.port=0")) {
			for (String readme : new String[] { "README.md", "README.zh-CN.md" }) {
				String page = Files.readString(Path.of(readme));
				String[] example = page.substring(page.indexOf("$ curl localhost:8080"), page.length())
					.split("```", -1)[0].split("\n", 2);
				String path = example[0].replaceFirst(".*localhost:8080(\\S+).*", "$1");
				String language = example[0].contains("Accept-Language: en") ? "en" : "zh";
				String response = get(
						"http://localhost:" + service.getEnvironment().getProperty("local.server.port") + path,
						"Accept-Language", language)
					.body();
				List<String> parts = Stream.of(example[1].split("…", -1))
					.map((part) -> part.replaceAll("\\s*\n\\s*", "").strip().replaceAll("^,|[,\"]+$", ""))
					.filter((part) -> part.length() > 4)
					.toList();
				assertThat(parts).hasSizeGreaterThan(10).allSatisfy((part) -> assertThat(response).contains(part));
			}
		}
	}

	@Test
	void circuitBreakerForTheQuotaClosesAfterFiveSecondsInTheSandbox() throws Exception {
		try (ConfigurableApplicationContext service = SandboxApplication.run("--server.port=0")) {
			String url = "http://localhost:" + service.getEnvironment().getProperty("local.server.port") + "/talents/";
			assertThat(get(url + "error-99991403/interviews").statusCode()).isEqualTo(503);
			CircuitBreaker quota = service.getBean(CircuitBreakerRegistry.class).circuitBreaker("feishu-quota");
			assertThat(quota.getState()).isEqualTo(CircuitBreaker.State.OPEN);
			await().atMost(Duration.ofSeconds(20))
				.pollInterval(Duration.ofMillis(200))
				.until(() -> get(url + "7100000000000000001/interviews").statusCode() == 200);
			assertThat(quota.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
		}
	}

	@Test
	void pageOfTheSandboxChangesATalentInFeishuAndSendsTheEvent() throws Exception {
		try (ConfigurableApplicationContext service = SandboxApplication.run("--server.port=0")) {
			String url = "http://localhost:" + service.getEnvironment().getProperty("local.server.port");
			String talent = url + "/talents/7100000000000000002/interviews";
			String other = url + "/talents/7100000000000000001/interviews";
			assertThat(get(talent).statusCode()).isEqualTo(200);
			assertThat(get(url + "/sandbox/events").body()).contains("hire.talent.deleted_v1",
					"hire.talent.tag_subscription_v1");
			int interviews = interviews(get(talent));
			assertThat(sent(url, "hire.application.stage_changed_v1", "7100000000000000002")).contains("answered 200");
			await().until(() -> get(talent).body().contains("\"stageName\":\"Offer 沟通\""));
			assertThat(sent(url, "hire.talent.tag_subscription_v1", "7100000000000000002")).contains("answered 200");
			await().until(() -> get(talent).body().contains("\"stageName\":\"待入职\""));
			assertThat(sent(url, "hire.application.deleted_v1", "7100000000000000002")).contains("answered 200");
			await().until(() -> interviews(get(talent)) < interviews);
			assertThat(interviews(get(talent))).isPositive();
			assertThat(sent(url, "hire.talent.deleted_v1", "7100000000000000002")).contains("answered 200");
			await().until(() -> get(talent).statusCode() == 404);
			assertThat(get(other).statusCode()).isEqualTo(200);
			assertThat(sent(url, "hire.talent.deleted_v1", "nobody")).contains("Nothing was sent");
			assertThat(sent(url, "other", "7100000000000000001")).contains("Nothing was sent");
			assertThat(sent(url, "undo", "")).contains("as in the beginning");
			await().until(() -> get(talent).statusCode() == 200);
			assertThat(interviews(get(talent))).isEqualTo(interviews);
		}
	}

	private static String sent(String url, String event, String talent) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/sandbox/events"))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString("event=" + event + "&talentId=" + talent))
			.build();
		return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
	}

	private static int interviews(HttpResponse<String> response) {
		return new JsonMapper().readTree(response.body()).get("interviews").size();
	}

	@Test
	void sandboxOfComposeHasTheSameCircuitBreaker() throws IOException {
		assertThat(Pattern.compile("feishu-quota:\\s+wait-duration-in-open-state: 5s")
			.matcher(Files.readString(Path.of("src/deploy/sandbox/application.yaml")))
			.find()).as(QUOTA).isTrue();
	}

	@Test
	void sandboxOfComposeOffersTheSameTalentsInSwaggerUi() throws Exception {
		assertThat(Files.readString(Path.of("src/deploy/sandbox/application.yaml")))
			.contains("overlay: /sandbox/openapi.yaml\n");
		assertThat(Files.readString(Path.of("docker-compose.yml"))).contains("./src/deploy/sandbox:/sandbox:ro");
		try (ConfigurableApplicationContext service = SandboxApplication.run("--server.port=0")) {
			String url = "http://localhost:" + service.getEnvironment().getProperty("local.server.port");
			assertThat(service.getEnvironment().getProperty("interviews.documentation.overlay"))
				.isEqualTo("src/deploy/sandbox/openapi.yaml");
			assertThat(get(url + "/v3/api-docs").body()).contains("7100000000000000022", "error-99991672");
		}
	}

	private static HttpResponse<String> get(String url, String... headers) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}
