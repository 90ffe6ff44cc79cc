package io.feishuinterviews.compat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;

import com.github.tomakehurst.wiremock.http.QueryParameter;
import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.ClassPathResource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Interviews as Feishu itself hands them out.
 */
@TestPropertySource(properties = "interviews.security.anonymous-scopes=")
class GetByTalentIntegrationTests extends IntegrationTest {

	private static final String PATH = "/open-apis/hire/v1/interviews/get_by_talent";

	private static final String SAMPLE = PATH
			+ "?job_level_id_type=job_level_id&talent_id=6949805467799537964&user_id_type=open_id";

	/**
	 * Feishu's data, in a spelling that no serializer of this service would produce.
	 */
	private static final String DATA = """
			{ "items" : [{"application_id":"1","unknown":{"a":[1.0,1e2,-0]},
			\t"interview_list":[ {"id":"2","contact_mobile" : "13333333333","remark":"\\u6bb5\\/誉 😀",
			"begin_time":1618899376474,"contact_mobile":"13333333333"}, null ]}],"more":null }""";

	/**
	 * The same data without undocumented fields and without numbers.
	 */
	private static final String SAFE_DATA = """
			{ "items" : [{"application_id":"1","interview_list":[ {"id":"2","contact_mobile" : "133****3333",\
			"remark":"\\u6bb5\\/誉 😀",
			"begin_time":1618899376474,"contact_mobile":"133****3333"}, null ]}]}""";

	@Test
	void returnsFeishusDataByteForByte() throws Exception {
		feishu.answers("odd", FeishuServer.json("{\"msg\":\"ok\", \"data\" :" + DATA + " ,\"code\":0}"));
		HttpResponse<String> answer = get(PATH + "?talent_id=odd", as("recruiter"));
		assertThat(answer.body()).isEqualTo("{\"code\":0,\"msg\":\"ok\",\"data\":" + DATA + "}");
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");

		String sample = new ClassPathResource("sandbox/__files/talent-6949805467799537964.json")
			.getContentAsString(StandardCharsets.UTF_8);
		String data = sample.substring(sample.indexOf('{', 1), sample.lastIndexOf('}')).strip();
		assertThat(get(SAMPLE, as("recruiter")).body()).isEqualTo("{\"code\":0,\"msg\":\"ok\",\"data\":" + data + "}");
	}

	@Test
	void masksMobileNumbersAndKeepsDocumentedFieldsOnly() {
		feishu.answers("odd", FeishuServer.json("{\"code\":0,\"msg\":\"ok\",\"data\":" + DATA + "}"));
		HttpResponse<String> masked = get(PATH + "?talent_id=odd", as("reader"));
		assertThat(masked.body()).isEqualTo("{\"code\":0,\"msg\":\"ok\",\"data\":" + SAFE_DATA + "}");
		assertThat(masked.headers().firstValue("ETag"))
			.isNotEqualTo(get(PATH + "?talent_id=odd", as("recruiter")).headers().firstValue("ETag"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{\"code\":0,\"msg\":\"ok\"} | ``", "{\"code\":0,\"data\":null} | ``",
					"{\"code\":0,\"data\":{}} | ,\"data\":{}",
					"{\"code\":0,\"data\":{\"items\":null}} | ,\"data\":{\"items\":null}" })
	void omitsDataWhenFeishuOmitsIt(String upstream, String data) {
		feishu.answers("little", FeishuServer.json(upstream));
		for (String client : List.of("reader", "recruiter")) {
			assertThat(get(PATH + "?talent_id=little", as(client)).body())
				.isEqualTo("{\"code\":0,\"msg\":\"ok\"" + data + "}");
		}
	}

	@Test
	void sharesTheCacheWithTheTalentApi() {
		get("/talents/6949805467799537964/interviews", as("reader"));
		HttpResponse<String> hit = get(SAMPLE, as("recruiter"));
		assertThat(hit.headers().firstValue("Cache-Status")).hasValue("feishu-interviews; hit; ttl=60");
		get(SAMPLE, as("reader"));
		get("/talents/interviews?talentId=6949805467799537964", as("recruiter"));
		assertThat(feishu.calls()).hasSize(1);
		this.caches.getCache("interviews").clear();
		get(SAMPLE, as("reader"));
		get("/talents/6949805467799537964/interviews", as("recruiter"));
		assertThat(feishu.calls()).hasSize(2);
	}

	@Test
	void appliesFeishusDefaultsForAbsentParameters() {
		feishu.answers("t", FeishuServer.oneInterview("1"));
		get(PATH + "?talent_id=t", as("reader"));
		assertThat(feishu.calls("t")).singleElement()
			.satisfies((call) -> assertThat(call.getQueryParams().values().stream().map(QueryParameter::firstValue))
				.containsExactlyInAnyOrder("t", "open_id", "people_admin_job_level_id"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { " | talent_id | talent_id is required",
			"talent_id= | talent_id | talent_id is required",
			"talent_id=a/b | talent_id | talent_id must match [A-Za-z0-9_-]{1,64}",
			"talent_id=a&talent_id=b | talent_id | talent_id must be given once",
			"talent_id=a&user_id_type=OPEN_ID | user_id_type | user_id_type is optional, options: [open_id,union_id,user_id,people_admin_id]",
			"talent_id=a&user_id_type= | user_id_type | user_id_type is optional, options: [open_id,union_id,user_id,people_admin_id]",
			"talent_id=a&job_level_id_type=x | job_level_id_type | job_level_id_type is optional, options: [people_admin_job_level_id,job_level_id]" })
	void returnsFieldViolationsForInvalidParameters(String query, String field, String description) {
		HttpResponse<String> answer = get(PATH + ((query != null) ? "?" + query : ""), as("reader"));
		FeishuFailures.assertFailure(answer, 400, 99992402);
		assertThat(json(answer).at("/error/field_violations/0/field").asString()).isEqualTo(field);
		assertThat(json(answer).at("/error/field_violations/0/description").asString()).isEqualTo(description);
		assertThat(feishu.calls()).isEmpty();
	}

	@Test
	void negotiatesAndRevalidatesSdkResponses() throws Exception {
		HttpResponse<String> plain = get(SAMPLE, as("reader"));
		assertThat(plain.headers().map()).containsEntry("vary", List.of("Accept-Encoding, Authorization"))
			.containsEntry("cache-control",
					List.of("private, max-age=60, stale-while-revalidate=600, stale-if-error=86400"))
			.containsEntry("age", List.of("0"))
			.doesNotContainKey("content-language");
		assertThat(plain.headers().firstValue("X-Tt-Logid")).isEqualTo(plain.headers().firstValue("X-Request-Id"));
		String etag = plain.headers().firstValue("ETag").orElseThrow();
		assertThat(get(SAMPLE, as("reader", "If-None-Match", etag)).statusCode()).isEqualTo(304);
		assertThat(get(SAMPLE, as("recruiter", "If-None-Match", etag)).statusCode()).isEqualTo(200);

		HttpResponse<byte[]> zipped = getBytes(SAMPLE, as("reader", "Accept-Encoding", "gzip"));
		assertThat(zipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
		try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
			assertThat(new String(unzipped.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain.body());
		}
	}

	@Test
	void honoursCacheControlOfSdkRequests() {
		get(SAMPLE, as("reader"));
		this.time.pass(Duration.ofSeconds(10));
		assertThat(get(SAMPLE, as("reader")).headers().firstValue("Age")).hasValue("10");
		assertThat(get(SAMPLE, as("reader", "Cache-Control", "no-cache")).headers().firstValue("Age")).hasValue("0");
		assertThat(feishu.calls()).hasSize(2);
		FeishuFailures.assertFailure(get(PATH + "?talent_id=another", as("reader", "Cache-Control", "only-if-cached")),
				500, 1002001);
	}

	@Test
	void servesSdksStaleWhenFeishuIsDown() {
		get(SAMPLE, as("reader"));
		this.time.pass(Duration.ofHours(1));
		feishu.answersForAnyTalent(FeishuServer.error(500, 1002001));
		HttpResponse<String> stale = get(SAMPLE, as("reader"));
		assertThat(stale.statusCode()).isEqualTo(200);
		assertThat(stale.headers().firstValue("Cache-Status"))
			.hasValue("feishu-interviews; fwd=stale; fwd-status=500; detail=feishu-failure");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "{}" })
	void keepsTheConnectionOpenAfterAGetWithABody(String body) throws Exception {
		String request = "GET " + SAMPLE + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + key("reader")
				+ "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
		try (Socket socket = new Socket("localhost", this.port)) {
			for (int i = 0; i < 3; i++) {
				write(socket, request);
				assertThat(answer(socket)).startsWith("HTTP/1.1 200").contains("\"code\":0");
			}
		}
	}

	@Test
	void respondsBeforeTheBodyOfAGetArrives() throws Exception {
		try (Socket socket = new Socket("localhost", this.port)) {
			write(socket, "GET " + SAMPLE + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + key("reader")
					+ "\r\nContent-Length: 4\r\n\r\n");
			assertThat(answer(socket)).startsWith("HTTP/1.1 200").contains("\"code\":0").contains("Connection: close");
			write(socket, "null");
		}
	}

	@Test
	void returnsFailuresForAGetWithABody() {
		String late = send("GET " + PATH + "?talent_id=error-1002102 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
				+ key("reader") + "\r\nContent-Length: 4\r\n\r\nnull");
		assertThat(late).startsWith("HTTP/1.1 400").contains("\"code\":1002102");
		String refused = send("GET " + SAMPLE
				+ " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer nobody\r\nContent-Length: 4\r\n\r\nnull");
		assertThat(refused).startsWith("HTTP/1.1 400").contains("\"code\":99991663");
		String chunked = send("GET " + SAMPLE + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + key("reader")
				+ "\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nnull\r\n0\r\n\r\n");
		assertThat(chunked).startsWith("HTTP/1.1 200").contains("\"code\":0");
	}

	private static void write(Socket socket, String request) throws IOException {
		socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * Read one response, up to its Content-Length.
	 */
	private static String answer(Socket socket) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int next = socket.getInputStream().read();
			assertThat(next).as(head.toString()).isNotNegative();
			head.append((char) next);
		}
		int length = Integer.parseInt(head.toString().replaceFirst("(?s).*Content-Length: (\\d+).*", "$1"));
		return head + new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
	}

}
