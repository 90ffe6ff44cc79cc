package io.feishuinterviews.security;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.AfterEach;
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

	private final ExecutorService drips = Executors.newCachedThreadPool();

	@AfterEach
	void stop() {
		this.drips.shutdownNow();
	}

	@Test
	void accepts100TalentIdsAndALongHeader() {
		String talents = IntStream.range(0, 100)
			.mapToObj((i) -> "talentId=" + "%064d".formatted(i))
			.collect(Collectors.joining("&"));
		assertThat(get("/talents/interviews?" + talents, "X-Long", "a".repeat(4000)).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /talents/%s/interviews HTTP/1.1\r\nHost: a\r\n\r\n",
			"GET /livez HTTP/1.1\r\nHost: a\r\nX-Long: %s\r\n\r\n", "GET /livez?a=%s HTTP/1.1\r\nHost: a\r\n\r\n",
			"GET /livez HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n" })
	void rejectsLongRequestLinesAndHeaders(String request) {
		assertThat(send(request.formatted("a".repeat(20_000)))).startsWith("HTTP/1.1 400")
			.contains("application/problem+json")
			.doesNotContain("a".repeat(40));
	}

	@Test
	void rejectsTooManyHeaders() {
		assertThat(send("GET /livez HTTP/1.1\r\nHost: a\r\n" + "A: b\r\n".repeat(200) + "\r\n"))
			.startsWith("HTTP/1.1 400")
			.contains("application/problem+json");
	}

	@Test
	void rejectsLargeBodies() throws Exception {
		HttpRequest.Builder loggers = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.port + "/actuator/loggers/some.logger"))
			.headers(as("operator"))
			.header("Content-Type", "application/json");
		HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		String tooLarge = "{\"configuredLevel\":\"INFO\",\"a\":\"" + "a".repeat(70_000) + "\"}";
		assertProblem(http.send(loggers.POST(HttpRequest.BodyPublishers.ofString(tooLarge)).build(),
				HttpResponse.BodyHandlers.ofString()), 413, "request-too-large");
		assertThat(http
			.send(loggers.POST(HttpRequest.BodyPublishers.ofString("{\"configuredLevel\":\"INFO\"}")).build(),
					HttpResponse.BodyHandlers.ofString())
			.statusCode()).isEqualTo(405);
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST /talents/1/interviews HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n",
			"GET /livez HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n",
			"POST /open-apis/auth/v3/tenant_access_token/internal HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n",
			"POST /open-apis/auth/v3/tenant_access_token/internal HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n",
			"POST /open-apis/auth/v3/tenant_access_token/internal HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=a\r\nContent-Length: 5000\r\n\r\n",
			"POST /open-apis/auth/v3/tenant_access_token/internal HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\n",
			"PUT /x HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\n" })
	void disconnectsClientsThatSendBodiesSlowly(String request) throws Exception {
		try (Socket slow = new Socket("localhost", this.port)) {
			slow.setSoTimeout(10_000);
			slow.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
			// one byte now and then, each in time, would keep a thread for hours
			Future<?> drip = this.drips.submit(() -> {
				for (int i = 0; i < 100; i++) {
					slow.getOutputStream().write('a');
					Thread.sleep(100);
				}
				return null;
			});
			String answer;
			try {
				answer = new String(slow.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
			}
			catch (SocketException ex) {
				// sent away in the middle of a byte
				answer = "";
			}
			assertThat(drip.isDone()).as("has been sent away before it has come to an end: " + answer).isFalse();
			drip.cancel(true);
		}
	}

	@Test
	void disconnectsClientsThatStopInTheMiddleOfARequest() throws Exception {
		try (Socket slow = new Socket("localhost", this.port)) {
			slow.setSoTimeout(10_000);
			slow.getOutputStream()
				.write("GET /livez HTTP/1.1\r\nHost: a\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
			assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
				.doesNotContain("HTTP/1.1 200");
		}
	}

	@Test
	void limitsTheNumberOfConnections() throws Exception {
		Deque<Socket> open = new ArrayDeque<>();
		try {
			boolean served = true;
			while (served) {
				assertThat(open).as("connections that are served").hasSizeLessThanOrEqualTo(20);
				open.add(new Socket("localhost", this.port));
				open.getLast()
					.getOutputStream()
					.write("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
				served = isServed(open.getLast(), 1000);
			}
			open.removeFirst().close();
			assertThat(isServed(open.getLast(), 10_000)).as("who waited until another one left").isTrue();
		}
		finally {
			for (Socket socket : open) {
				socket.close();
			}
		}
	}

	private static boolean isServed(Socket socket, int milliseconds) throws IOException {
		socket.setSoTimeout(milliseconds);
		try {
			return socket.getInputStream().read() == 'H';
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
	}

}
