package io.feishuinterviews.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.IntStream;

import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.Sandbox;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The token that SDKs request before any other call.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = { "interviews.security.anonymous-scopes=", "server.tomcat.threads.max=10",
		"server.tomcat.connection-timeout=60s", "interviews.security.clients.changing.scopes=interviews:read" })
class TenantAccessTokenIntegrationTests extends IntegrationTest {

	private static final String TOKEN = "/open-apis/auth/v3/tenant_access_token/internal";

	private static final String BODY = "{\"app_id\":\"reader\",\"app_secret\":\"reader-key\"}";

	private static final String DATA = "/open-apis/hire/v1/interviews/get_by_talent?talent_id=7100000000000000001";

	@Autowired
	private MeterRegistry meters;

	@DynamicPropertySource
	static void keys(DynamicPropertyRegistry registry) {
		registry.add("interviews.security.clients.changing.key-sha256",
				() -> Sandbox.sha256("old-key") + "," + Sandbox.sha256("new-key"));
	}

	@ParameterizedTest
	@CsvSource({ "reader, reader-key", "recruiter, recruiter-key", "changing, old-key", "changing, new-key" })
	void issuesATenantAccessTokenForAValidKey(String id, String key) {
		HttpResponse<String> answer = askFor(id, key);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
		assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
		assertThat(answer.headers().firstValue("X-Tt-Logid")).isPresent();
		assertThat(json(answer).propertyNames()).containsExactly("code", "msg", "tenant_access_token", "expire");
		assertThat(json(answer).get("code").asInt()).isZero();
		assertThat(json(answer).get("expire").asInt()).isEqualTo(7200);
		String token = json(answer).get("tenant_access_token").asString();
		assertThat(get(DATA, "Authorization", "Bearer " + token).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "nobody, reader-key, 10014", "cli_sandbox, sandbox-secret, 10014", "reader, wrong, 10015",
			"reader, recruiter-key, 10015", "reader, Reader-key, 10015" })
	void rejectsTokenRequestsWithUnknownCredentials(String id, String key, int code) {
		FeishuFailures.assertFailure(askFor(id, key), 200, code);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "null", "[]", "1", "{}", "{\"app_id\":\"reader\"}",
			"{\"app_secret\":\"reader-key\"}", "{\"app_id\":\"\",\"app_secret\":\"reader-key\"}",
			"{\"app_id\":\"reader\",\"app_secret\":null}", "{\"app_id\":{},\"app_secret\":[]}",
			"{\"app_id\":\"reader\",\"app_secret\":\"reader-key\"} {}", "app_id=reader&app_secret=reader-key" })
	void rejectsTokenRequestsWithoutIdAndSecret(String body) {
		FeishuFailures.assertFailure(post(TOKEN, body), 200, 10003);
	}

	@Test
	void rejectsTokenRequestsBeyond8Kilobytes() {
		FeishuFailures.assertFailure(post(TOKEN,
				"{\"app_id\":\"reader\",\"app_secret\":\"reader-key\",\"more\":\"" + "a".repeat(8 * 1024) + "\"}"), 200,
				10003);
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json; charset=utf-8", "application/x-www-form-urlencoded", "text/plain",
			"multipart/form-data; boundary=a" })
	void issuesATokenForAnyContentType(String contentType) {
		assertThat(post(TOKEN, "{\"app_id\":\"reader\",\"app_secret\":\"reader-key\"}", "Content-Type", contentType)
			.body()).contains("\"code\":0");
	}

	@ParameterizedTest
	@ValueSource(strings = { TOKEN + "/", "/" + TOKEN, "/" + TOKEN + "/" })
	void issuesATokenForPathsWithExtraSlashes(String path) {
		assertThat(post(path, BODY).body()).contains("\"code\":0");
		assertThat(get("/" + DATA, "Authorization", "Bearer reader-key").statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/open-apis/auth/v3/app_access_token/internal",
			"/open-apis/auth/v3/app_access_token/internal/", "//open-apis/auth/v3/app_access_token/internal" })
	void issuesAnAppAccessToken(String path) {
		HttpResponse<String> answer = post(path, BODY);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(json(answer).propertyNames()).containsExactly("code", "msg", "app_access_token",
				"tenant_access_token", "expire");
		assertThat(json(answer).get("app_access_token").asString()).isEqualTo("reader-key");
		FeishuFailures.assertFailure(post(path, "{\"app_id\":\"reader\",\"app_secret\":\"wrong\"}"), 200, 10015);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer t-old", "Bearer reader-key", "Bearer ", "Basic YTpi", "", "Bearer a.b.c" })
	void ignoresTheAuthorizationHeaderOfTokenRequests(String authorization) {
		assertThat(askFor("reader", "reader-key", "Authorization", authorization).body()).contains("\"code\":0");
	}

	@Test
	void acceptsChunkedTokenRequests() {
		assertThat(chunked(BODY)).startsWith("HTTP/1.1 200").contains("\"code\":0").doesNotContain("Connection: close");
		String long8k = BODY.replace("}", ",\"more\":\"%s\"}".formatted("a".repeat(8 * 1024 - BODY.length() - 10)));
		assertThat(long8k).hasSize(8 * 1024);
		assertThat(chunked(long8k)).contains("\"code\":0");
		assertThat(chunked(long8k + " ")).startsWith("HTTP/1.1 200").contains("\"code\":10003");
		assertThat(chunked("a".repeat(1_000_000))).startsWith("HTTP/1.1 200").contains("\"code\":10003");
	}

	private String chunked(String body) {
		StringBuilder request = new StringBuilder(
				"POST " + TOKEN + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
		for (int i = 0; i < body.length(); i += 1000) {
			String chunk = body.substring(i, Math.min(i + 1000, body.length()));
			request.append(Integer.toHexString(chunk.length())).append("\r\n").append(chunk).append("\r\n");
		}
		try (Socket socket = new Socket("localhost", this.port)) {
			socket.getOutputStream().write(request.append("0\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII));
			byte[] answer = new byte[8192];
			int length = 0;
			while (length < answer.length) {
				int read = socket.getInputStream().read(answer, length, answer.length - length);
				length += Math.max(read, 0);
				String text = new String(answer, 0, length, StandardCharsets.US_ASCII);
				if (read < 0 || text.endsWith("}")) {
					return text;
				}
			}
			throw new IllegalStateException("too long");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void auditsTokenRequestsWithoutTheKey(CapturedOutput output) {
		askFor("reader", "reader-key", "X-Request-Id", "right");
		askFor("reader", "canary-guess", "X-Request-Id", "wrong");
		String path = " address=127.0.0.1 method=POST path=" + TOKEN + " talents= status=200 ";
		await().untilAsserted(
				() -> assertThat(output).contains("client=reader proof=key" + path + "code=0 served= request=right")
					.contains("client=unknown proof=none claimed=reader" + path + "code=10015 served= request=wrong"));
		assertThat(output).doesNotContain("reader-key").doesNotContain("canary-guess");
	}

	@ParameterizedTest
	@CsvSource({ "cli_a1b2c3, cli_a1b2c3", "nobody, other", "reader-key, other", "'a b', other" })
	void auditsNoSecretInTheFieldOfTheClientId(String id, String claimed, CapturedOutput output) {
		askFor(id, "reader", "X-Request-Id", "swapped");
		await().untilAsserted(() -> assertThat(output).contains("client=unknown proof=none claimed=" + claimed + " ")
			.contains("request=swapped"));
		assertThat(output).doesNotContain("reader-key");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"app_id\":\"reader\",\"app_secret\":\"wrong\"}",
			"{\"app_id\":\"nobody\",\"app_secret\":\"wrong\"}", "{}", "" })
	void countsRejectedTokenRequestsAsUnauthenticated(String body) {
		double before = this.meters.get("interviews.rejected").tag("reason", "unauthenticated").counter().count();
		post(TOKEN, body);
		post(TOKEN, BODY);
		assertThat(this.meters.get("interviews.rejected").tag("reason", "unauthenticated").counter().count())
			.isEqualTo(before + 1);
	}

	@Test
	void rateLimitsTokenRequestsWithWrongSecrets() {
		IntStream.range(0, 1000)
			.parallel()
			.forEach((i) -> assertThat(askFor("reader", "guess-" + i).statusCode()).isEqualTo(200));
		HttpResponse<String> refused = askFor("reader", "guess");
		FeishuFailures.assertFailure(refused, 429, 99991400);
		assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
	}

	@Test
	void blocksNoThreadForSlowTokenRequests() throws Exception {
		Deque<Socket> slow = new ArrayDeque<>();
		try {
			// more than there are threads
			for (int i = 0; i < 15; i++) {
				slow.add(new Socket("localhost", this.port));
				String begun = "POST " + TOKEN + " HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{";
				slow.getLast().getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
			}
			assertThat(askFor("reader", "reader-key").body()).contains("\"code\":0");
			assertThat(slow)
				.allSatisfy((socket) -> assertThat(socket.getInputStream().available()).as("is still being waited for")
					.isZero());
		}
		finally {
			for (Socket socket : slow) {
				socket.close();
			}
		}
	}

	private HttpResponse<String> askFor(String id, String key, String... headers) {
		return post(TOKEN, "{\"app_id\":\"%s\",\"app_secret\":\"%s\"}".formatted(id, key), headers);
	}

}
