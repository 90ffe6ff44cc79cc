package io.feishuinterviews.web.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service over HTTP/2, with and without TLS.
 */
@TestPropertySource(properties = { "server.http2.enabled=true", "interviews.security.anonymous-scopes=",
		"server.tomcat.threads.max=10", "server.tomcat.connection-timeout=60s" })
abstract class AbstractHttp2IntegrationTests extends IntegrationTest {

	private static final String TOKEN = "/open-apis/auth/v3/tenant_access_token/internal";

	private static final String BODY = "{\"app_id\":\"reader\",\"app_secret\":\"reader-key\"}";

	private HttpClient http;

	/**
	 * Return the scheme, host and port.
	 */
	abstract String base();

	abstract HttpClient client();

	@BeforeEach
	void connect() {
		this.http = client();
		// the first request without TLS is the one that is upgraded
		assertThat(send(request("/livez")).statusCode()).isEqualTo(200);
	}

	@Test
	void servesTalentsOverHttp2() {
		HttpRequest.Builder request = request("/talents/6949805467799537964/interviews");
		assertThat(send(request).body()).contains("133****3333");
		HttpResponse<String> hit = send(request);
		assertThat(hit.headers().firstValue("Cache-Status")).get().asString().contains("; hit");
		assertThat(send(request.header("If-None-Match", hit.headers().firstValue("ETag").orElseThrow())).statusCode())
			.isEqualTo(304);
		HttpResponse<String> many = send(
				request("/talents/interviews?talentId=6949805467799537964&talentId=error-1002102"));
		assertThat(many.statusCode()).isEqualTo(200);
		assertThat(many.body()).contains("133****3333", "talent-not-found");
	}

	@Test
	void servesProblemsOverHttp2() {
		assertProblem(send(request("/talents/error-1002102/interviews")), 404, "talent-not-found");
		assertProblem(send(request("/talents/1/interviews?userIdType=x")), 400, "invalid-request");
		assertProblem(send(HttpRequest.newBuilder(URI.create(base() + "/talents/1/interviews"))), 401,
				"unauthenticated");
		assertProblem(send(request("/talents//1/interviews")), 400, "invalid-request");
	}

	@Test
	void servesFeishuSdksOverHttp2() {
		assertThat(send(request(TOKEN).POST(HttpRequest.BodyPublishers.ofString(BODY))).body()).contains("\"code\":0");
		assertThat(send(request("/" + TOKEN)
			.POST(HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(BODY)))).body())
			.contains("\"code\":0");
		assertThat(send(request("/open-apis/hire/v1/interviews/get_by_talent?talent_id=6949805467799537964")).body())
			.contains("\"code\":0");
		HttpResponse<String> failure = send(request("/open-apis/hire/v1/interviews/get_by_talent?talent_id=1"));
		assertThat(failure.statusCode()).isEqualTo(400);
		assertThat(json(failure).get("code").asInt()).isEqualTo(1002102);
	}

	@ParameterizedTest
	@ValueSource(strings = { TOKEN, "/talents/1/interviews", "/actuator/loggers/a", "/livez", "/nothing" })
	void limitsBodiesWithoutContentLengthOverHttp2(String path) {
		AtomicLong sent = new AtomicLong();
		byte[] block = new byte[16 * 1024];
		HttpRequest.BodyPublisher twentyMegabytes = HttpRequest.BodyPublishers
			.fromPublisher(HttpRequest.BodyPublishers.ofInputStream(() -> new Blocks(block, 20 * 1024 * 1024, sent)));
		CompletableFuture<HttpResponse<String>> answer = this.http
			.sendAsync(request(path).header("Content-Type", "application/json")
				// Tomcat takes no more, and does not reset the stream: this client waits
				.timeout(Duration.ofSeconds(1))
				.POST(twentyMegabytes)
				.build(), HttpResponse.BodyHandlers.ofString());
		HttpResponse<String> response = answer.handle((given, ex) -> given).join();
		if (response != null) {
			// a client may find out about its body first
			assertThat(response.statusCode()).isIn(200, 400, 403, 404, 405, 413);
			assertThat(response.body()).doesNotContain("\"code\":0,");
		}
		// what flow control lets through before the client has to stop
		assertThat(sent).hasValueLessThan(4 * 1024 * 1024);
		// Tomcat may have closed the connection
		connect();
	}

	@Test
	void blocksNoThreadForSlowBodiesOverHttp2() {
		List<CompletableFuture<?>> dripping = new ArrayList<>();
		// more than there are threads
		for (int i = 0; i < 30; i++) {
			dripping.add(
					this.http.sendAsync(request(TOKEN).POST(dripping()).build(), HttpResponse.BodyHandlers.ofString()));
		}
		assertThat(send(request(TOKEN).POST(HttpRequest.BodyPublishers.ofString(BODY))).body()).contains("\"code\":0");
		assertThat(send(request("/talents/6949805467799537964/interviews")).statusCode()).isEqualTo(200);
		assertThat(dripping).as("are still being waited for").noneMatch(CompletableFuture::isDone);
		dripping.forEach((request) -> request.cancel(true));
	}

	private static HttpRequest.BodyPublisher dripping() {
		// seldom: Tomcat ends connections with many small frames
		return HttpRequest.BodyPublishers
			.fromPublisher(HttpRequest.BodyPublishers.ofInputStream(() -> new Drip(new byte[60], 2000)));
	}

	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(base() + path)).headers(as("reader"));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) {
		HttpResponse<String> response = this.http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
			.join();
		assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
		return response;
	}

	/**
	 * The same block again and again, counted.
	 */
	private static final class Blocks extends InputStream {

		private final byte[] block;

		private final long size;

		private final AtomicLong sent;

		Blocks(byte[] block, long size, AtomicLong sent) {
			this.block = block;
			this.size = size;
			this.sent = sent;
		}

		@Override
		public int read() {
			throw new UnsupportedOperationException();
		}

		@Override
		public int read(byte[] bytes, int offset, int length) {
			if (this.sent.get() >= this.size) {
				return -1;
			}
			int count = Math.min(length, this.block.length);
			System.arraycopy(this.block, 0, bytes, offset, count);
			this.sent.addAndGet(count);
			return count;
		}

	}

	/**
	 * One byte at a time, with a pause before each.
	 */
	private static final class Drip extends InputStream {

		private final byte[] bytes;

		private final int pauseMillis;

		private int next;

		Drip(byte[] bytes, int pauseMillis) {
			this.bytes = bytes;
			this.pauseMillis = pauseMillis;
		}

		@Override
		public int read() {
			throw new UnsupportedOperationException();
		}

		@Override
		public int read(byte[] into, int offset, int length) throws IOException {
			if (this.next == this.bytes.length) {
				return -1;
			}
			try {
				Thread.sleep(this.pauseMillis);
			}
			catch (InterruptedException ex) {
				throw new IOException(ex);
			}
			into[offset] = this.bytes[this.next++];
			return 1;
		}

	}

}
