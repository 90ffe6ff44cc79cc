package io.feishuinterviews;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.WireMockServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The request ID in the log, as text and as JSON.
 */
@Tag("slow")
@ExtendWith(OutputCaptureExtension.class)
class LogsIntegrationTests {

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	/**
	 * Feishu fails for this talent, which is logged by another thread than that of the
	 * request.
	 */
	private static final String FAILING = "error-html-502";

	private static final JsonMapper json = new JsonMapper();

	private final WireMockServer feishu = Sandbox.start();

	/**
	 * Forget how a test before has set the log up, which would hold for all after it.
	 */
	@BeforeEach
	void logAnew() {
		forget();
	}

	@AfterEach
	void stop() {
		this.feishu.stop();
	}

	@AfterAll
	static void logAsUsual() {
		forget();
		new SpringApplicationBuilder(LogsIntegrationTests.class).web(WebApplicationType.NONE).run().close();
	}

	private static void forget() {
		LoggingSystem.get(LogsIntegrationTests.class.getClassLoader()).cleanUp();
		for (LoggingSystemProperty setting : LoggingSystemProperty.values()) {
			System.clearProperty(setting.getEnvironmentVariableName());
		}
	}

	@Test
	void textLogLinesContainTheRequestId(CapturedOutput output) throws Exception {
		askFor(FAILING);
		assertThat(line(output, "Talent " + FAILING)).contains(" [the-request] ");
		assertThat(line(output, "status=502")).contains(" [the-request] ").contains(" request=the-request");
	}

	@Test
	void textLogLinesContainTheRequestIdAndTheTraceId(CapturedOutput output) throws Exception {
		askFor(FAILING, "--spring.profiles.active=tracing");
		assertThat(line(output, "Talent " + FAILING)).contains(" [the-request " + TRACE + "] ");
		assertThat(line(output, "status=502")).contains(" [the-request " + TRACE + "] ");
	}

	@Test
	void ecsLogLinesContainTheRequestId(CapturedOutput output) throws Exception {
		askFor(FAILING, "--logging.structured.format.console=ecs");
		JsonNode failure = json.readTree(line(output, "Talent " + FAILING));
		assertThat(failure.get("requestId").asString()).isEqualTo("the-request");
		assertThat(failure.at("/log/level").asString()).isEqualTo("WARN");
		assertThat(failure.at("/service/name").asString()).isEqualTo("feishu-interviews");
		assertThat(failure.has("traceId")).isFalse();
		JsonNode access = json.readTree(line(output, "status=502"));
		assertThat(access.get("requestId").asString()).isEqualTo("the-request");
		assertThat(access.at("/log/logger").asString()).isEqualTo("interviews.audit");
		assertThat(access.get("client").asString()).isEqualTo("anonymous");
		assertThat(access.get("talents").asString()).isEqualTo(FAILING);
		assertThat(access.get("status").asString()).isEqualTo("502");
	}

	@Test
	void ecsLogLinesContainTheRequestIdAndTheTraceId(CapturedOutput output) throws Exception {
		askFor(FAILING, "--logging.structured.format.console=ecs", "--spring.profiles.active=tracing");
		for (String text : new String[] { "Talent " + FAILING, "status=502" }) {
			JsonNode line = json.readTree(line(output, text));
			assertThat(line.get("requestId").asString()).isEqualTo("the-request");
			assertThat(line.get("traceId").asString()).isEqualTo(TRACE);
		}
	}

	private void askFor(String talent, String... settings) throws Exception {
		try (ConfigurableApplicationContext service = SpringApplication.run(FeishuInterviewsApplication.class,
				Stream
					.of(Sandbox.settings(this.feishu), settings,
							new String[] { "--server.port=0",
									"--resilience4j.retry.instances.feishu.wait-duration=10ms" })
					.flatMap(Stream::of)
					.toArray(String[]::new))) {
			String port = service.getEnvironment().getProperty("local.server.port");
			HttpRequest request = HttpRequest
				.newBuilder(URI.create("http://localhost:" + port + "/talents/" + talent + "/interviews"))
				.header("X-Request-Id", "the-request")
				.header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
				.build();
			assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
				.isEqualTo(502);
		}
	}

	private static String line(CapturedOutput output, String text) {
		Predicate<String> wanted = (line) -> line.contains(text);
		await().untilAsserted(() -> assertThat(output.getOut().lines()).anyMatch(wanted));
		return output.getOut().lines().filter(wanted).findFirst().orElseThrow();
	}

}
