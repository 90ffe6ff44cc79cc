package io.feishuinterviews;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * Starts the service, and checks its output.
 */
@Tag("slow")
@ExtendWith(OutputCaptureExtension.class)
class StartIntegrationTests {

	@ParameterizedTest
	@CsvSource({ "'', '', FEISHU_APP_ID and FEISHU_APP_SECRET not set", "cli_x, ' ', FEISHU_APP_SECRET not set",
			"'', s3cret, FEISHU_APP_ID not set" })
	void failsToStartWithoutCredentialsAndExplainsWhy(String id, String secret, String message, CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("--feishu.app-id=" + id, "--feishu.app-secret=" + secret));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains(message)
			.contains("./mvnw spring-boot:test-run")
			.doesNotContain("s3cret")
			.doesNotContain("\tat ");
	}

	@ParameterizedTest
	@CsvSource({ "--feishu.base-url=open.feishu.cn, feishu", "--feishu.base-url=ftp://open.feishu.cn, feishu",
			"--interviews.cache.fresh-for=-1s, interviews.cache.fresh-for",
			"--interviews.documentation.overlay=nowhere.yaml, interviews.documentation.overlay must be the path",
			"--interviews.documentation.overlay=README.md, interviews.documentation.overlay must be the path",
			"--interviews.chache.fresh-for=1s, the closest is interviews.cache.fresh-for",
			"--server.forward-headers-strategy=nativ, server.forward-headers-strategy",
			"--resilience4j.ratelimiter.instances.feishu.limit-refresh-period=0, limit-refresh-period must be from 1ms",
			"--logging.structured.format.console=esc, logging.structured.format.console must be ecs" })
	void failsToStartWithAnInvalidSetting(String setting, String prefix, CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("--feishu.app-id=cli_x", "--feishu.app-secret=s3cret", setting));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.containsIgnoringCase(prefix)
			.doesNotContain("s3cret")
			.doesNotContain("\tat ");
	}

	@Test
	void logsNeitherSecretNorTokenAtDebugLevel(CapturedOutput output) throws Exception {
		WireMockServer feishu = Sandbox.start();
		String[] settings = Stream
			.concat(Arrays.stream(Sandbox.settings(feishu)),
					Stream.of("--logging.level.root=debug", "--management.endpoints.web.exposure.include=*"))
			.toArray(String[]::new);
		try (ConfigurableApplicationContext service = start(settings)) {
			String port = service.getEnvironment().getProperty("local.server.port");
			StringBuilder shown = new StringBuilder();
			for (String path : new String[] { "/talents/6949805467799537964/interviews",
					"/talents/error-99991663/interviews", "/actuator/env", "/actuator/configprops",
					"/actuator/beans" }) {
				shown.append(get(port, path, "Authorization", "Bearer " + Sandbox.API_KEY));
			}
			assertThat(shown).contains("feishu.app-secret", "逻辑严密");
			assertThat(shown.append(output.getAll())).contains("get_by_talent")
				.doesNotContain(Sandbox.APP_SECRET)
				.doesNotContain("t-sandbox");
		}
		finally {
			feishu.stop();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "http://127.0.0.1:1 | connection refused, 127.0.0.1:1)",
					"http://feishu.invalid | unknown host, feishu.invalid:80)",
					"https://feishu.invalid | unknown host, feishu.invalid:443)" })
	void startsWhileFeishuIsDownAndLogsWhy(String url, String why, CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext service = start("--feishu.base-url=" + url, "--feishu.allow-http=true",
				"--feishu.app-id=cli_x", "--feishu.app-secret=s3cret",
				"--interviews.security.anonymous-scopes=interviews:read")) {
			String port = service.getEnvironment().getProperty("local.server.port");
			assertThat(get(port, "/readyz")).isEqualTo("{\"status\":\"UP\"}");
			assertThat(get(port, "/talents/1/interviews")).contains("\"status\":502")
				.doesNotContain("127.0.0.1", "feishu.invalid");
			await().untilAsserted(() -> assertThat(output).contains("Talent 1: ", why));
		}
	}

	@Test
	void rejectsEveryRequestAndLogsAWarningUntilAccessIsConfigured(CapturedOutput output) throws Exception {
		WireMockServer feishu = Sandbox.start();
		try (ConfigurableApplicationContext service = start("--feishu.base-url=" + feishu.baseUrl(),
				"--feishu.app-id=" + Sandbox.APP_ID, "--feishu.app-secret=" + Sandbox.APP_SECRET)) {
			String port = service.getEnvironment().getProperty("local.server.port");
			for (String path : new String[] { "/talents/6949805467799537964/interviews",
					"/talents/interviews?talentId=6949805467799537964", "/actuator/prometheus", "/actuator/env",
					"/actuator", "/nothing" }) {
				assertThat(get(port, path)).as(path).contains("\"unauthenticated\"").doesNotContain("段誉");
			}
			assertThat(output).contains("No access is configured")
				.contains("interviews.security.clients.<id>.key-sha256")
				.doesNotContain("security password");
		}
		finally {
			feishu.stop();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "--interviews.security.clients.a.scopes=interviews:read | key-sha256 must be",
			"--interviews.security.clients.a.key-sha256=my-own-key --interviews.security.clients.a.scopes=ops | key-sha256 must be",
			"--interviews.security.clients.a.key-sha256=%s | scopes must name",
			"--interviews.security.clients.a.key-sha256=%s --interviews.security.clients.a.scopes=interviews:write | interviews:contact",
			"--interviews.security.clients.a.key-sha256=%1$s --interviews.security.clients.a.scopes=ops --interviews.security.clients.b.key-sha256=%1$s --interviews.security.clients.b.scopes=ops | contains a key of another client",
			"--interviews.security.anonymous-scopes=everything | interviews:contact",
			"--feishu.app-type=store --interviews.security.clients.a.key-sha256=%s --interviews.security.clients.a.scopes=ops | interviews.security.clients.a.tenant-key is missing",
			"--feishu.app-type=store --interviews.security.anonymous-scopes=interviews:read | interviews.security.anonymous-tenant-key is missing",
			"--interviews.security.clients.a.key-sha256=%s --interviews.security.clients.a.scopes=ops --interviews.security.clients.a.tenant-key=t | interviews.security.clients.a.tenant-key is only for feishu.app-type=store",
			"--interviews.security.anonymous-tenant-key=t | interviews.security.anonymous-tenant-key is only for feishu.app-type=store",
			"--interviews.security.tenant-claim=t | interviews.security.tenant-claim is only for feishu.app-type=store" })
	void failsToStartWithInvalidAccessSettings(String settings, String message, CapturedOutput output) {
		String[] all = (settings.formatted(Sandbox.sha256("a")) + " --feishu.app-id=cli_x --feishu.app-secret=s3cret"
				+ " --feishu.events.encrypt-key=k --feishu.events.verification-token=v")
			.split(" ");
		assertThatException().isThrownBy(() -> start(all));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains(message)
			.doesNotContain("my-own-key")
			.doesNotContain("\tat ");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "'' | feishu.events.encrypt-key and feishu.events.verification-token are not set",
					"--feishu.events.encrypt-key=s3cret | verification-token",
					"--feishu.events.verification-token=s3cret | encrypt-key" })
	void failsToStartForAStoreAppWithoutEvents(String events, String message, CapturedOutput output) {
		assertThatException().isThrownBy(
				() -> start("--feishu.app-id=cli_x", "--feishu.app-secret=s3cret", "--feishu.app-type=store", events));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains(message)
			.doesNotContain("s3cret")
			.doesNotContain("\tat ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "STORE", "s-tore" })
	void anySpellingOfAStoreAppNeedsEvents(String type, CapturedOutput output) {
		assertThatException().isThrownBy(
				() -> start("--feishu.app-id=cli_x", "--feishu.app-secret=s3cret", "--feishu.app-type=" + type));
		assertThat(output).contains("feishu.events.encrypt-key and feishu.events.verification-token are not set");
	}

	@Test
	void failsToStartForAnAppOfAnUnknownType(CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> start("--feishu.app-id=cli_x", "--feishu.app-secret=s3cret", "--feishu.app-type=market"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("feishu.app-type must be one of these: custom, store");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "custom", "CUSTOM" })
	void startsForACustomAppWithoutEvents(String type) {
		try (ConfigurableApplicationContext service = start("--feishu.app-id=cli_x", "--feishu.app-secret=s3cret",
				"--feishu.app-type=" + type)) {
			assertThat(service.isRunning()).isTrue();
		}
	}

	@Test
	void createsNoTracingBeansUnlessTracingIsEnabled() {
		try (ConfigurableApplicationContext service = start("--feishu.app-id=cli_x", "--feishu.app-secret=s3cret",
				"--management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:1/v1/traces")) {
			for (Class<?> type : new Class<?>[] { Tracer.class, TracingObservationHandler.class, OpenTelemetry.class,
					SpanExporter.class }) {
				assertThat(service.getBeanNamesForType(type)).as(type.getName()).isEmpty();
			}
		}
	}

	private static String get(String port, String path, String... headers) throws Exception {
		return HttpClient.newHttpClient()
			.send(request(port, path, headers), HttpResponse.BodyHandlers.ofString())
			.body();
	}

	private static HttpRequest request(String port, String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
		return (headers.length > 0) ? request.headers(headers).build() : request.build();
	}

	private static ConfigurableApplicationContext start(String... settings) {
		return SpringApplication.run(FeishuInterviewsApplication.class,
				Stream
					.concat(Stream.of("--server.port=0", "--interviews.shutdown.drain-for=0s"), Arrays.stream(settings))
					.toArray(String[]::new));
	}

}
