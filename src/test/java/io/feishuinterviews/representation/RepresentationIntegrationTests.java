package io.feishuinterviews.representation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is negotiated, and what the headers say.
 */
class RepresentationIntegrationTests extends IntegrationTest {

	private static final String PATH = "/talents/6949805467799537964/interviews";

	@BeforeEach
	void isCached() {
		get(PATH);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "zh|zh", "zh-CN|zh", "zh-Hans|zh", "zh-Hans-CN|zh", "en|en", "en-GB|en", "EN-us|en", "fr|zh",
					"*|zh", "fr, en;q=0.5|en", "en;q=0.1, zh;q=0.2|zh", "en-GB, zh;q=0.9|en", "''|zh", "!!|zh",
					"en;q=banana|zh", "de-DE, *;q=0.5|zh" })
	void selectsTheLanguageByAcceptLanguage(String accept, String language) {
		HttpResponse<String> answer = get(PATH, "Accept-Language", accept);
		assertThat(answer.headers().firstValue("Content-Language")).hasValue(language);
		assertThat(answer.body()).contains(language.equals("en") ? "Yu Duan" : "段誉");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a-", "*-", "a," })
	void ignoresAnAcceptLanguageThatTakesLongToParse(String repeated) {
		HttpResponse<String> answer = get(PATH, "Accept-Language", "en," + repeated.repeat(3500) + "a");
		assertThat(answer.headers().firstValue("Content-Language")).hasValue("zh");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "gzip|true", "gzip, deflate, br, zstd|true", "x-gzip|true", "GZIP|true", "*|true", "br|false",
					"identity|false", "gzip;q=0|false", "gzip;q=0.5|true", "gzip;q=0.5, identity|false",
					"gzip;q=0.000|false", "*;q=0|false", "gzip;q=2|false", "deflate, gzip;q=1.0, *;q=0.5|true",
					"''|false", "identity;q=0.5, gzip;q=0.4|false" })
	void selectsGzipByAcceptEncoding(String accept, boolean gzip) throws Exception {
		HttpResponse<byte[]> answer = getBytes(PATH, "Accept-Encoding", accept);
		assertThat(answer.headers().firstValue("Content-Encoding").isPresent()).isEqualTo(gzip);
		byte[] body = gzip ? new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes()
				: answer.body();
		assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo(get(PATH).body());
		assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(answer.body().length);
	}

	@Test
	void writesTheResponseInOneWrite() throws IOException {
		String path = "/talents/7100000000000000003/interviews";
		assertThat(get(path).body()).as("more than Tomcat writes at a time by itself").hasSizeGreaterThan(8192);
		byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
		byte[] buffer = new byte[65536];
		try (Socket socket = new Socket("localhost", this.port)) {
			for (int i = 0; i < 200; i++) {
				socket.getOutputStream().write(request);
				int count = socket.getInputStream().read(buffer);
				assertThat(new String(buffer, 0, count, StandardCharsets.UTF_8)).startsWith("HTTP/1.1 200")
					.endsWith("]}");
			}
		}
	}

	@Test
	void returnsTheSameBytesForEveryHit() throws Exception {
		assertThat(getBytes(PATH, "Accept-Encoding", "gzip").body())
			.isEqualTo(getBytes(PATH, "Accept-Encoding", "gzip").body());
	}

	@Test
	void returnsVaryAndContentType() {
		assertThat(get(PATH).headers().allValues("Vary"))
			.containsExactly("Accept-Language, Accept-Encoding, Authorization");
		assertThat(get(PATH).headers().firstValue("Content-Type")).hasValue("application/json");
	}

	@Test
	void returnsADifferentEtagForEachLanguageAndCoding() throws Exception {
		String zh = etag(get(PATH));
		String en = etag(get(PATH, "Accept-Language", "en"));
		String gzip = getBytes(PATH, "Accept-Encoding", "gzip").headers().firstValue("ETag").orElseThrow();
		assertThat(zh).startsWith("\"").isNotEqualTo(en).isNotEqualTo(gzip);
		this.time.pass(Duration.ofSeconds(700));
		assertThat(etag(get(PATH))).isEqualTo(zh);
	}

	@ParameterizedTest
	@ValueSource(strings = { "%s", "W/%s", "*", "\"a\", %s", "\"a\",%s , \"b\"", "W/\"x\", W/%s" })
	void returns304WhenEtagMatches(String condition) {
		String etag = etag(get(PATH));
		HttpResponse<String> answer = get(PATH, "If-None-Match", condition.formatted(etag));
		assertThat(answer.statusCode()).isEqualTo(304);
		assertThat(answer.body()).isEmpty();
		assertThat(answer.headers().firstValue("ETag")).hasValue(etag);
		assertThat(answer.headers().map()).containsKeys("cache-control", "vary", "date", "age", "cache-status")
			.doesNotContainKeys("content-type", "content-language", "content-encoding");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"other\"", "other", "W/\"other\"", "" })
	void returns200WhenEtagDiffers(String condition) {
		assertThat(get(PATH, "If-None-Match", condition).statusCode()).isEqualTo(200);
	}

	@Test
	void returns200WhenEtagIsOfAnotherLanguage() {
		String zh = etag(get(PATH));
		assertThat(get(PATH, "Accept-Language", "en", "If-None-Match", zh).statusCode()).isEqualTo(200);
	}

	@Test
	void returnsCacheControlAgeAndCacheStatus() {
		feishu.answers("t", FeishuServer.oneInterview("1"));
		HttpResponse<String> miss = get("/talents/t/interviews");
		assertThat(cacheControl(miss))
			.isEqualTo("private, max-age=60, stale-while-revalidate=600, stale-if-error=86400");
		assertThat(cacheStatus(miss)).isEqualTo("feishu-interviews; fwd=miss; stored");

		this.time.pass(Duration.ofSeconds(20));
		HttpResponse<String> hit = get("/talents/t/interviews");
		assertThat(cacheControl(hit)).isEqualTo(cacheControl(miss));
		assertThat(hit.headers().firstValue("Age")).hasValue("20");
		assertThat(cacheStatus(hit)).isEqualTo("feishu-interviews; hit; ttl=40");

		HttpResponse<String> forced = get("/talents/t/interviews", "Cache-Control", "no-cache");
		assertThat(cacheStatus(forced)).isEqualTo("feishu-interviews; fwd=request; stored");

		this.time.pass(Duration.ofSeconds(100));
		HttpResponse<String> stale = get("/talents/t/interviews");
		assertThat(cacheControl(stale)).isEqualTo(cacheControl(miss));
		assertThat(stale.headers().firstValue("Age")).hasValue("100");
		assertThat(cacheStatus(stale)).isEqualTo("feishu-interviews; hit; ttl=-40");

		await().untilAsserted(() -> assertThat(cacheStatus(get("/talents/t/interviews"))).contains("ttl=60"));
		this.time.pass(Duration.ofSeconds(700));
		assertThat(cacheStatus(get("/talents/t/interviews"))).isEqualTo("feishu-interviews; fwd=stale; stored");

		feishu.answers("t", FeishuServer.error(429, 99991403));
		this.time.pass(Duration.ofSeconds(700));
		assertThat(cacheStatus(get("/talents/t/interviews")))
			.isEqualTo("feishu-interviews; fwd=stale; fwd-status=429; detail=feishu-quota");
	}

	@ParameterizedTest
	@ValueSource(strings = { PATH, "/talents/interviews?talentId=6949805467799537964", "/v3/api-docs",
			"/actuator/health", "/talents/a.b/interviews", "/nothing", "/talents/error-1002102/interviews" })
	void returnsTheHeadersOfGetForHead(String path) throws Exception {
		HttpResponse<String> get = get(path);
		HttpResponse<String> head = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
				.method("HEAD", HttpRequest.BodyPublishers.noBody())
				.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(head.statusCode()).isEqualTo(get.statusCode());
		assertThat(head.body()).isEmpty();
		for (String header : new String[] { "Content-Type", "Content-Length", "ETag", "Cache-Control", "Vary" }) {
			if (!path.startsWith("/v3") && get.headers().firstValue(header).isPresent()) {
				assertThat(head.headers().firstValue(header)).isEqualTo(get.headers().firstValue(header));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "abc-123", "4bf92f3577b34da6a3ce929d0e0e4736", "a/b=c+d:e" })
	void returnsTheRequestIdOfTheClient(String id) {
		HttpResponse<String> answer = get("/talents/a.b/interviews", "X-Request-Id", id);
		assertThat(answer.headers().allValues("X-Request-Id")).containsExactly(id);
		assertThat(json(answer).get("requestId").asString()).isEqualTo(id);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "with space", "<script>", "a\"b" })
	void generatesARequestIdWhenAbsentOrInvalid(String id) {
		HttpResponse<String> answer = get("/talents/error-1002002/interviews", "X-Request-Id", id);
		String made = answer.headers().firstValue("X-Request-Id").orElseThrow();
		assertThat(made).matches("[0-9a-f-]{36}");
		assertThat(json(answer).get("requestId").asString()).isEqualTo(made);
	}

	@Test
	void keepsTheEtagWhenRevalidationReturnsTheSameData() {
		String etag = etag(get(PATH));
		for (int i = 0; i < 3; i++) {
			this.time.pass(Duration.ofSeconds(700));
			assertThat(get(PATH, "If-None-Match", etag).statusCode()).isEqualTo(304);
		}
		assertThat(feishu.calls()).hasSize(4);
	}

	private static String etag(HttpResponse<?> answer) {
		return answer.headers().firstValue("ETag").orElseThrow();
	}

	private static String cacheControl(HttpResponse<?> answer) {
		return answer.headers().firstValue("Cache-Control").orElseThrow();
	}

	private static String cacheStatus(HttpResponse<?> answer) {
		return answer.headers().firstValue("Cache-Status").orElseThrow();
	}

}
