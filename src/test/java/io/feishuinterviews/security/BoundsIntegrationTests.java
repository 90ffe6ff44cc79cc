package io.feishuinterviews.security;

import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that send too much, too slowly, or too many at once.
 */
@TestPropertySource(properties = { "server.tomcat.connection-timeout=500ms", "server.tomcat.max-connections=20",
		"server.tomcat.accept-count=50" })
class BoundsIntegrationTests extends IntegrationTest {

	private static final String PATH = "/talents/7100000000000000010/interviews";

	@Test
	void letAHundredTalentsAndALongTokenThrough() {
		String talents = IntStream.range(0, 100)
			.mapToObj((i) -> "talentId=" + "%064d".formatted(i))
			.collect(Collectors.joining("&"));
		assertThat(get("/talents/interviews?" + talents, "X-Long", "a".repeat(4000)).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /talents/%s/interviews HTTP/1.1\r\nHost: a\r\n\r\n",
			"GET /livez HTTP/1.1\r\nHost: a\r\nX-Long: %s\r\n\r\n", "GET /livez?a=%s HTTP/1.1\r\nHost: a\r\n\r\n",
			"GET /livez HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n" })
	void areSetToHeaders(String request) {
		assertThat(send(request.formatted("a".repeat(20_000)))).startsWith("HTTP/1.1 400")
			.contains("application/problem+json")
			.doesNotContain("aaaa");
	}

	@Test
	void areSetToTheNumberOfHeaders() {
		assertThat(send("GET /livez HTTP/1.1\r\nHost: a\r\n" + "A: b\r\n".repeat(200) + "\r\n"))
			.startsWith("HTTP/1.1 400")
			.contains("application/problem+json");
	}

	@Test
	void areSetToBodies() throws Exception {
		HttpRequest.Builder loggers = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.port + "/actuator/loggers/some.logger"))
			.headers(as("operator"))
			.header("Content-Type", "application/json");
		HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		String tooLarge = "{\"configuredLevel\":\"INFO\",\"a\":\"" + "a".repeat(70_000) + "\"}";
		assertProblem(http.send(loggers.POST(HttpRequest.BodyPublishers.ofString(tooLarge)).build(),
				HttpResponse.BodyHandlers.ofString()), 413, "request-too-large");
		assertProblem(http.send(loggers
			.POST(HttpRequest.BodyPublishers
				.fromPublisher(HttpRequest.BodyPublishers.ofString("{\"configuredLevel\":\"INFO\"}")))
			.build(), HttpResponse.BodyHandlers.ofString()), 413, "request-too-large");
		assertThat(http
			.send(loggers.POST(HttpRequest.BodyPublishers.ofString("{\"configuredLevel\":\"INFO\"}")).build(),
					HttpResponse.BodyHandlers.ofString())
			.statusCode()).isEqualTo(204);
	}

	@Test
	void areSetToSlowClients() throws Exception {
		try (Socket slow = new Socket("localhost", this.port)) {
			slow.setSoTimeout(10_000);
			slow.getOutputStream()
				.write("GET /livez HTTP/1.1\r\nHost: a\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
			InputStream answer = slow.getInputStream();
			assertThat(new String(answer.readAllBytes(), StandardCharsets.US_ASCII)).doesNotContain("200");
		}
	}

	@Test
	void areSetToConnections() throws Exception {
		List<Socket> idle = new ArrayList<>();
		try {
			for (int i = 0; i < 40; i++) {
				idle.add(new Socket("localhost", this.port));
			}
			// those that say nothing are sent away, and make room
			HttpResponse<String> answer = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + PATH))
					.version(HttpClient.Version.HTTP_1_1)
					.timeout(Duration.ofSeconds(20))
					.build(), HttpResponse.BodyHandlers.ofString());
			assertThat(answer.statusCode()).isEqualTo(200);
		}
		finally {
			for (Socket socket : idle) {
				socket.close();
			}
		}
	}

}
