package io.feishuinterviews;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The whole service over HTTP, with WireMock for Feishu and a time of the test's own.
 * Every test finds empty caches. Waits that would only slow tests down are shortened.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "resilience4j.retry.instances.feishu.wait-duration=10ms",
				"resilience4j.timelimiter.instances.feishu.timeout-duration=3s",
				"resilience4j.timelimiter.instances.feishu-deadline.timeout-duration=7s",
				"resilience4j.ratelimiter.instances.feishu.limit-for-period=1000",
				"resilience4j.ratelimiter.instances.feishu-minute.limit-for-period=10000",
				"interviews.shutdown.drain-for=0s", "interviews.settings.reload-interval=0s",
				"feishu.app-secret=" + Sandbox.APP_SECRET, "interviews.security.anonymous-scopes=interviews:read",
				"interviews.security.clients.reader.scopes=interviews:read",
				"interviews.security.clients.recruiter.scopes=interviews:read,interviews:contact",
				"interviews.security.clients.operator.scopes=ops" })
@Import(TestTime.Configuration.class)
public abstract class IntegrationTest {

	protected static final FeishuServer feishu = new FeishuServer();

	private static final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static final JsonMapper json = new JsonMapper();

	@Autowired
	protected TestTime time;

	@Autowired
	protected CacheManager caches;

	@Autowired
	protected CircuitBreakerRegistry breakers;

	@Autowired
	private BulkheadRegistry bulkheads;

	@LocalServerPort
	protected int port;

	@DynamicPropertySource
	static void settings(DynamicPropertyRegistry registry) {
		registry.add("feishu.base-url", feishu::url);
		registry.add("feishu.app-id", () -> Sandbox.APP_ID);
		for (String client : List.of("reader", "recruiter", "operator")) {
			registry.add("interviews.security.clients." + client + ".key-sha256", () -> Sandbox.sha256(key(client)));
		}
	}

	/**
	 * Return the API key of a client: reader, recruiter (who sees numbers), or operator.
	 */
	protected static String key(String client) {
		return client + "-key";
	}

	/**
	 * Return the headers of a request of a client's.
	 */
	protected static String[] as(String client, String... headers) {
		return Stream.concat(Stream.of("Authorization", "Bearer " + key(client)), Stream.of(headers))
			.toArray(String[]::new);
	}

	@BeforeEach
	void startAnew() {
		Bulkhead underWay = this.bulkheads.bulkhead("feishu");
		await().untilAsserted(() -> assertThat(underWay.getMetrics().getAvailableConcurrentCalls())
			.as("what the test before has left to the background has come to an end")
			.isEqualTo(underWay.getMetrics().getMaxAllowedConcurrentCalls()));
		feishu.reset();
		this.time.passALongWhile();
		this.caches.getCacheNames().forEach((name) -> this.caches.getCache(name).clear());
		this.breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
	}

	/**
	 * Send a request to the service.
	 * @param path the path and query
	 * @param headers names and values in turn
	 */
	protected HttpResponse<String> get(String path, String... headers) {
		return exchange(request(path, headers), HttpResponse.BodyHandlers.ofString());
	}

	/**
	 * Ask the service, and return the body as it is sent: compressed, if the request
	 * accepts that.
	 * @param path the path and query
	 * @param headers names and values in turn
	 */
	protected HttpResponse<byte[]> getBytes(String path, String... headers) {
		return exchange(request(path, headers), HttpResponse.BodyHandlers.ofByteArray());
	}

	private static <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> body) {
		try {
			return http.send(request, body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Send a request to the service without waiting for the response.
	 */
	protected CompletableFuture<HttpResponse<String>> ask(String path, String... headers) {
		return http.sendAsync(request(path, headers), HttpResponse.BodyHandlers.ofString());
	}

	/**
	 * Send the service a body.
	 */
	protected HttpResponse<String> post(String path, String body, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(request(path, headers), (name, value) -> true);
		return http
			.sendAsync(request.POST(HttpRequest.BodyPublishers.ofString(body)).build(),
					HttpResponse.BodyHandlers.ofString())
			.join();
	}

	/**
	 * Have the service delete something.
	 */
	protected HttpResponse<String> delete(String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(request(path, headers), (name, value) -> true);
		return http.sendAsync(request.DELETE().build(), HttpResponse.BodyHandlers.ofString()).join();
	}

	/**
	 * Send many equal requests to the service at once.
	 */
	protected List<HttpResponse<String>> getAtOnce(int times, String path) {
		List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, times)
			.mapToObj((i) -> ask(path))
			.toList();
		return answers.stream().map(CompletableFuture::join).toList();
	}

	private HttpRequest request(String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return request.build();
	}

	/**
	 * Send bytes that no HTTP client would.
	 */
	protected String send(String bytes) {
		try (Socket socket = new Socket("localhost", this.port)) {
			socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
			socket.shutdownOutput();
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Assert that a response has this problem, and contains nothing secret.
	 */
	protected static void assertProblem(HttpResponse<String> answer, int status, String code) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		JsonNode problem = json(answer);
		assertThat(problem.get("type").asString()).isEqualTo("urn:feishu-interviews:problem:" + code);
		assertThat(problem.get("code").asString()).isEqualTo(code);
		assertThat(problem.get("status").asInt()).isEqualTo(status);
		assertThat(problem.get("title").asString()).isNotBlank();
		assertThat(problem.get("detail").asString()).isNotBlank();
		assertThat(answer.headers().firstValue("Content-Language")).isPresent();
		assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
		assertThat(String.join(",", answer.headers().allValues("Vary"))).contains("Accept-Language");
		assertThat(answer.headers().firstValue("Retry-After"))
			.isEqualTo(Optional.ofNullable(problem.get("retryAfter")).map(JsonNode::asString));
		assertThat(problem.has("errors")).isEqualTo(status == 400);
		assertThat(answer.body()).doesNotContain("Exception", "io.feishuinterviews", "springframework", "<html",
				"<!doctype", "\tat ", "t-sandbox", Sandbox.APP_SECRET);
	}

	protected static JsonNode json(HttpResponse<String> answer) {
		return json.readTree(answer.body());
	}

}
