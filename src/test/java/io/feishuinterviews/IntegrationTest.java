package io.feishuinterviews;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

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

/**
 * The whole service over HTTP, with WireMock for Feishu and a time of the test's own.
 * Every test finds empty caches.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestTime.Configuration.class)
public abstract class IntegrationTest {

	protected static final FeishuServer feishu = new FeishuServer();

	private static final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static final JsonMapper json = new JsonMapper();

	@Autowired
	protected TestTime time;

	@Autowired
	protected CacheManager caches;

	@LocalServerPort
	protected int port;

	@DynamicPropertySource
	static void settings(DynamicPropertyRegistry registry) {
		registry.add("feishu.base-url", feishu::url);
		registry.add("feishu.app-id", () -> Sandbox.APP_ID);
		registry.add("feishu.app-secret", () -> Sandbox.APP_SECRET);
	}

	@BeforeEach
	void startAnew() {
		feishu.reset();
		this.time.passALongWhile();
		this.caches.getCacheNames().forEach((name) -> this.caches.getCache(name).clear());
	}

	/**
	 * Ask the service.
	 * @param path the path and query
	 * @param headers names and values in turn
	 */
	protected HttpResponse<String> get(String path, String... headers) {
		try {
			return http.send(request(path, headers), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Ask the service without waiting for the answer.
	 */
	protected CompletableFuture<HttpResponse<String>> ask(String path, String... headers) {
		return http.sendAsync(request(path, headers), HttpResponse.BodyHandlers.ofString());
	}

	/**
	 * Ask the service the same many times at once.
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

	protected static JsonNode json(HttpResponse<String> answer) {
		return json.readTree(answer.body());
	}

}
