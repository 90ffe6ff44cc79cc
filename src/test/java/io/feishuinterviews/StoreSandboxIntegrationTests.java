package io.feishuinterviews;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

import com.github.tomakehurst.wiremock.WireMockServer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The store side of the sandbox, as {@code ./mvnw spring-boot:test-run} starts it with
 * the profile {@code store}, and as Compose does.
 */
class StoreSandboxIntegrationTests {

	private static final String TALENT = "7100000000000000001";

	@Test
	void servesThreeTenantsAfterItHasPushedATicketByItself() throws Exception {
		try (ConfigurableApplicationContext service = SandboxApplication.run("--server.port=0",
				"--spring.profiles.active=store")) {
			String url = url(service);
			await().until(() -> read(url, "acme").statusCode() == 200);
			assertThat(read(url, "globex").statusCode()).isEqualTo(200);
			assertThat(read(url, "globex").body()).isNotEqualTo(read(url, "acme").body());
			HttpResponse<String> denied = read(url, "initech");
			assertThat(denied.statusCode()).isEqualTo(502);
			JsonNode problem = new JsonMapper().readTree(denied.body());
			assertThat(problem.get("code").asString()).isEqualTo("feishu-access");
			assertThat(problem.get("feishuCode").asInt()).isEqualTo(10013);

			push(url, "app_status_change", "\"tenant_key\":\"globex\",\"status\":\"stop_by_tenant\"");
			await().until(() -> read(url, "globex", "Cache-Control", "no-cache").statusCode() == 502);
			push(url, "app_status_change", "\"tenant_key\":\"globex\",\"status\":\"start_by_tenant\"");
			await().until(() -> read(url, "globex", "Cache-Control", "no-cache").statusCode() == 200);
		}
	}

	@Test
	void composeHasTheSameTenantsAndPushesATicket() throws Exception {
		assertThat(Files.readString(Path.of("src/deploy/sandbox/start"))).contains(
				"file:/sandbox/,file:/sandbox/store/", "/sandbox/push app_ticket '\"app_ticket\":\"sandbox-ticket\"'");
		WireMockServer feishu = Sandbox.start();
		try (ConfigurableApplicationContext service = SpringApplication.run(FeishuInterviewsApplication.class,
				"--server.port=0", "--interviews.shutdown.drain-for=0s",
				"--spring.config.additional-location=file:src/deploy/sandbox/,file:src/deploy/sandbox/store/",
				"--interviews.documentation.overlay=", "--feishu.base-url=" + feishu.baseUrl())) {
			String url = url(service);
			assertThat(read(url, "acme").statusCode()).isEqualTo(503);
			push(url, "app_ticket", "\"app_ticket\":\"sandbox-ticket\"");
			await().until(() -> read(url, "acme").statusCode() == 200);
			assertThat(read(url, "globex").statusCode()).isEqualTo(200);
			assertThat(read(url, "initech").statusCode()).isEqualTo(502);
		}
		finally {
			feishu.stop();
		}
	}

	private static void push(String url, String type, String more) throws Exception {
		Requirements.program("The sandbox's events", "openssl");
		Requirements.program("The sandbox's events", "curl");
		ProcessBuilder push = new ProcessBuilder("src/deploy/sandbox/push", type, more).redirectErrorStream(true);
		push.environment().put("URL", url + "/feishu/events");
		Programs.run(push);
	}

	private static String url(ConfigurableApplicationContext service) {
		return "http://localhost:" + service.getEnvironment().getProperty("local.server.port");
	}

	private static HttpResponse<String> read(String url, String tenant, String... headers) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/talents/" + TALENT + "/interviews"))
			.header("Authorization", "Bearer " + tenant + "-key");
		if (headers.length > 0) {
			request.headers(headers);
		}
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}
