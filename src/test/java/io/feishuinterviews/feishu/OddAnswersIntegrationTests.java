package io.feishuinterviews.feishu;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.zip.GZIPOutputStream;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ClassPathResource;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Odd responses of Feishu, and of proxies on the way to it: reported cases, each with its
 * kind.
 */
@Tag("slow")
@ExtendWith(OutputCaptureExtension.class)
class OddAnswersIntegrationTests extends IntegrationTest {

	private static final String OK = """
			{"code":0,"msg":"success","data":{"items":[{"application_id":"a1",\
			"interview_list":[{"id":"i1","begin_time":1700000000000,"remark":"备注"}]}]}}""";

	private static final String BY_TALENT = "/open-apis/hire/v1/interviews/get_by_talent?job_level_id_type=job_level_id&talent_id=t";

	@Autowired
	private MeterRegistry meters;

	@Test
	void omitsOnlyTheInvalidField(CapturedOutput output) {
		feishu.answers("t", theCase("empty-string-for-object"));
		double before = oddFields("items.interview_list.address");
		HttpResponse<String> answer = ask();
		assertThat(answer.body()).isEqualTo("""
				{"talentId":"t","interviews":[{"id":"i1","applicationId":"a1","status":"UNKNOWN",\
				"beginTime":"2023-11-14T22:13:20Z"}]}""");
		assertThat(oddFields("items.interview_list.address")).isEqualTo(before + 1);
		assertThat(get(BY_TALENT, as("recruiter")).body())
			.contains("\"data\":{\"items\":[{\"application_id\":\"a1\",\"interview_list\":"
					+ "[{\"id\":\"i1\",\"begin_time\":1700000000000,\"address\":\"\"}]}]}");
		assertThat(get(BY_TALENT, as("reader")).body()).contains("\"begin_time\":1700000000000}")
			.doesNotContain("address");
		assertThat(output.getOut().lines().filter((line) -> line.contains("items.interview_list.address")).count())
			.isLessThanOrEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "[]", "\"text\"", "7", "true", "{\"items\":{}}", "{\"items\":\"\"}", "{\"items\":[7,[]]}" })
	void returnsAnEmptyListWhenTheListHasAWrongType(String data) {
		feishu.answers("t", FeishuServer.json("{\"code\":0,\"data\":" + data + "}"));
		assertThat(ask().body()).isEqualTo("{\"talentId\":\"t\",\"interviews\":[]}");
		assertThat(get(BY_TALENT, as("recruiter")).body())
			.isEqualTo("{\"code\":0,\"msg\":\"ok\",\"data\":" + data + "}");
		assertThat(get(BY_TALENT, as("reader")).statusCode()).isEqualTo(200);
	}

	@Test
	void logsEachInvalidFieldPathOnceWithoutItsValue(CapturedOutput output) {
		for (int i = 0; i < 3; i++) {
			feishu.answers("t" + i, FeishuServer.json("""
					{"code":0,"data":{"items":[{"interview_list":[{"id":"1","interview_record_list":[{"question_list":
					[{"title":"canary"},{"title":["canary"]}]}]}]}]}}"""));
			assertThat(get("/talents/t" + i + "/interviews").statusCode()).isEqualTo(200);
		}
		assertThat(output.getOut()
			.lines()
			.filter((line) -> line.contains("items.interview_list.interview_record_list.question_list.title")))
			.hasSize(1);
		assertThat(output).doesNotContain("canary");
		assertThat(oddFields("items.interview_list.interview_record_list.question_list.title")).isEqualTo(6);
	}

	@Test
	void replacesInvalidUtf8WithTheReplacementCharacter() throws Exception {
		byte[] body = new ClassPathResource("feishu/cases/bad-utf8.json").getContentAsByteArray();
		feishu.answers("t", json(body));
		JsonNode interviews = json(ask()).get("interviews");
		assertThat(interviews.get(0).get("remark").asString()).contains("\uFFFD");
		assertThat(interviews.get(1).get("id").asString()).isEqualTo("i2");
	}

	@ParameterizedTest
	@CsvSource({ "GBK, remark", "GBK, nobody_reads_it", "ISO-8859-1, msg", "windows-1252, remark" })
	void readsResponsesInOtherCharsets(String charset, String field) {
		String text = charset.equals("GBK") ? "备注" : "é€";
		feishu.answers("t", json(OK.replace("\"remark\":\"备注\"", "\"%s\":\"%s\",\"round\":2".formatted(field, text))
			.getBytes(Charset.forName(charset))));
		assertThat(json(ask()).at("/interviews/0/round").asInt()).isEqualTo(2);
	}

	@Test
	void readsNumbersWithExponentsExactly() {
		feishu.answers("t", theCase("exp"));
		assertThat(ask().body()).isEqualTo("""
				{"talentId":"t","interviews":[{"id":"i1","status":"UNKNOWN","beginTime":"2023-11-14T22:13:20Z",\
				"records":[{"assessmentScoreScore":1E+2}]}]}""");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nan", "syntax-logid" })
	void logsTheLogIdWhenTheBodyIsNotJson(String name, CapturedOutput output) {
		feishu.answers("t", theCase(name).withHeader("X-Tt-Logid", "LOGSYN1"));
		assertFailure("feishu-failure", "a body that is not JSON");
		assertThat(output.getOut()).contains("log id LOGSYN1").doesNotContain("Exception", "\tat ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{\"code\":0,\"data\":{\"items\":[{\"id\":\"", "<html></html>", "\u0000" })
	void returnsTheLogIdForAnyInvalidBody(String body) {
		feishu.answers("t", FeishuServer.json(body).withHeader("X-Tt-Logid", "LOGSYN1"));
		assertFailure("feishu-failure", "responded 200");
	}

	@Test
	void returnsTheLogIdWhenTheBodyIsTooLarge() {
		feishu.answers("t", FeishuServer.json(" ".repeat(17 * 1024 * 1024)).withHeader("X-Tt-Logid", "LOGSYN1"));
		assertFailure("feishu-failure", "too large");
	}

	@Test
	void returnsTheLogIdWhenTheBodyTimesOut() {
		feishu.answers("t",
				FeishuServer.json(OK).withHeader("X-Tt-Logid", "LOGSYN1").withChunkedDribbleDelay(100, 60_000));
		HttpResponse<String> answer = ask();
		assertProblem(answer, 504, "feishu-timeout");
		assertThat(json(answer).get("feishuLogId").asString()).isEqualTo("LOGSYN1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "\"text\"", "\"\"", "7", "null", "{\"permission_violations\":{}}",
			"{\"permission_violations\":[\"a\",{\"subject\":[]}],\"field_violations\":7,\"log_id\":{}}" })
	void usesTheCodeWhenTheErrorObjectIsInvalid(String error) {
		feishu.answers("t", FeishuServer.json("{\"code\":1002102,\"error\":" + error + "}").withStatus(400));
		assertProblem(ask(), 404, "talent-not-found");
		feishu.answers("u", FeishuServer.json("{\"error\":" + error + ",\"code\":99991672}").withStatus(400));
		assertProblem(get("/talents/u/interviews"), 502, "feishu-access");
	}

	@ParameterizedTest
	@CsvSource({ "err-arr, 404, talent-not-found, 1002102", "err-viol-obj, 502, feishu-access, 99991672",
			"code-big, 502, feishu-failure, 9999999999" })
	void mapsTheCodeOfMalformedErrorResponses(String name, int status, String problem, long code) {
		feishu.answers("t", theCase(name));
		HttpResponse<String> answer = ask();
		assertProblem(answer, status, problem);
		assertThat(json(answer).get("feishuCode").asLong()).isEqualTo(code);
		assertThat(json(get(BY_TALENT, as("reader"))).get("code").asLong()).isEqualTo(code);
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json, application/json", "application/json; charset=nobody", "text/plain",
			"json", ";", "application/json;", "*/*", "application/octet-stream", "text/html-or-so",
			"application/json; charset=utf-16" })
	void parsesJsonWithAnyContentType(String type) {
		feishu.answers("t", aResponse().withBody(OK).withHeader("Content-Type", type));
		assertThat(json(ask()).at("/interviews/0/remark").asString()).isEqualTo("备注");
	}

	@Test
	void parsesJsonWithoutOrWithTwoContentTypes() {
		feishu.answers("t", theCase("ct-twice"));
		assertThat(ask().statusCode()).isEqualTo(200);
		feishu.answers("u", aResponse().withBody(OK));
		assertThat(get("/talents/u/interviews").statusCode()).isEqualTo(200);
		feishu.answers("v", FeishuServer.json(OK).withHeader("Content-Type", "application/json"));
		assertThat(get("/talents/v/interviews").statusCode()).isEqualTo(200);
	}

	@Test
	void acceptsAByteOrderMark() {
		feishu.answers("t", FeishuServer.json("\uFEFF" + OK));
		assertThat(json(ask()).at("/interviews/0/remark").asString()).isEqualTo("备注");
		assertThat(get(BY_TALENT, as("recruiter")).body()).isEqualTo(OK.replace("success", "ok"));
	}

	@Test
	void requestsAndDecompressesGzip() throws Exception {
		feishu.answers("t", theCase("gzip"));
		assertThat(json(ask()).at("/interviews/0/remark").asString()).isEqualTo("备注");
		assertThat(feishu.calls("t").get(0).header("Accept-Encoding").values().toString()).contains("gzip");
		feishu.answers("unsaid",
				json(gzip(OK.getBytes(StandardCharsets.UTF_8))).withHeader("Content-Encoding", "identity"));
		assertThat(get("/talents/unsaid/interviews").statusCode()).isEqualTo(200);
	}

	@Test
	void limitsTheDecompressedSize() throws Exception {
		feishu.answers("t", json(gzip(new byte[200 * 1024 * 1024])).withHeader("Content-Encoding", "gzip")
			.withHeader("X-Tt-Logid", "LOGSYN1"));
		assertFailure("feishu-failure", "too large");
		this.time.pass(Duration.ofMinutes(1));
		feishu.answers("t", json(new byte[] { 0x1f, (byte) 0x8b, 8, 0, 1 }).withHeader("Content-Encoding", "gzip")
			.withHeader("X-Tt-Logid", "LOGSYN1"));
		assertFailure("feishu-failure", "responded 200 with");
	}

	@ParameterizedTest
	@ValueSource(strings = { "html429", "json429" })
	void treatsStatus429AsARateLimitForAnyBody(String name) {
		feishu.wireMock()
			.stubFor(FeishuServer.dataCall("t").inScenario(name).willReturn(theCase(name)).willSetStateTo("free"));
		feishu.wireMock()
			.stubFor(FeishuServer.dataCall("t")
				.inScenario(name)
				.whenScenarioStateIs("free")
				.willReturn(FeishuServer.json(OK)));
		long start = System.nanoTime();
		assertThat(ask().statusCode()).isEqualTo(200);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(1900));
		assertThat(feishu.calls("t")).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "<html> | Retry-After | 42 | 42", "{\"code\":99991400} | Retry-After | 42 | 42",
					"{\"code\":1} | Retry-After | 42 | 42", "{} | x-ogw-ratelimit-reset | 42 | 42",
					"{\"code\":1000004} | Retry-After | 42 | 42", "{} | Retry-After | 99999999 | 3600",
					"{} | Retry-After | in 42 seconds | 42" })
	void returnsRetryAfterFromFeishusRateLimitHeaders(String body, String header, String value, String seconds) {
		String time = value.startsWith("in") ? DateTimeFormatter.RFC_1123_DATE_TIME
			.format(this.time.instant().plusSeconds(42).atOffset(ZoneOffset.UTC)) : value;
		feishu.answers("t", aResponse().withStatus(429).withBody(body).withHeader(header, time));
		HttpResponse<String> answer = ask();
		assertProblem(answer, 503, "feishu-unavailable");
		assertThat(answer.headers().firstValue("Retry-After")).hasValue(seconds);
		assertThat(feishu.calls("t")).hasSize(1);
		assertThat(this.breakers.circuitBreaker("feishu").getMetrics().getNumberOfFailedCalls()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "soon", "", "99999999999999999999", "Thu, 01 Jan 1970 00:00:00 GMT" })
	void retriesAsUsualWhenRetryAfterIsInvalid(String time) {
		feishu.answers("t", aResponse().withStatus(429).withHeader("Retry-After", time));
		assertProblem(ask(), 503, "feishu-unavailable");
		assertThat(feishu.calls("t")).hasSize(3);
	}

	@Test
	void prefersTheQuotaCodeOverStatus429() {
		feishu.answers("t", FeishuServer.error(429, 99991403).withHeader("Retry-After", "2"));
		assertProblem(ask(), 503, "feishu-quota");
		assertThat(feishu.calls("t")).hasSize(1);
	}

	@Test
	void doesNotRetryBeforeTheRetryAfterOfA503() {
		feishu.answers("t", aResponse().withStatus(503).withBody("<html>").withHeader("Retry-After", "42"));
		assertProblem(ask(), 502, "feishu-failure");
		assertThat(feishu.calls("t")).hasSize(1);
	}

	@Test
	void retriesTheTokenRequestAfterALongRetryAfter() {
		feishu.answersTokenRequests(aResponse().withStatus(429).withHeader("Retry-After", "600"));
		assertProblem(ask(), 503, "feishu-unavailable");
		this.time.pass(Duration.ofMinutes(11));
		assertProblem(ask(), 503, "feishu-unavailable");
		assertThat(feishu.tokenCalls()).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{\"code\":0,\"tenant_access_token\":7,\"expire\":7200}",
			"{\"code\":0,\"tenant_access_token\":\"t\",\"expire\":-1}",
			"{\"code\":0,\"tenant_access_token\":\"t\\r\\nX: y\",\"expire\":7200}", "{\"code\":0,\"expire\":7200}",
			"[]", "{\"code\":0,\"tenant_access_token\":\"t\",\"expire\":\"soon\"}" })
	void returns502WhenTheTokenResponseIsInvalid(String body) {
		feishu.answersTokenRequests(FeishuServer.json(body));
		assertProblem(ask(), 502, "feishu-failure");
		assertThat(feishu.calls()).isEmpty();
	}

	@Test
	void acceptsATokenWithAVeryLongLifetime() {
		feishu.answersTokenRequests(FeishuServer.json("""
				{"code":0,"msg":{},"tenant_access_token":"t-sandbox","expire":9223372036854775807}"""));
		feishu.answers("t", FeishuServer.json(OK));
		assertThat(ask().statusCode()).isEqualTo(200);
	}

	@Test
	void reportsAnHtmlPageInPlaceOfJson() {
		feishu.answers("t", theCase("html403").withHeader("X-Request-Id", "LOGSYN1"));
		assertFailure("feishu-failure", "Feishu (localhost) responded 403 with an HTML page.");
		assertThat(feishu.calls("t")).hasSize(1);
	}

	@Test
	void doesNotFollowRedirects() {
		feishu.wireMock().stubFor(any(anyUrl()).atPriority(9).willReturn(FeishuServer.json(OK)));
		for (String location : new String[] { "https://example.invalid/?secret=canary", feishu.url() + "/elsewhere" }) {
			feishu.answers("t", theCase("redir").withHeader("Location", location).withHeader("X-Tt-Logid", "LOGSYN1"));
			feishu.forgetCalls();
			HttpResponse<String> answer = assertFailure("feishu-failure",
					"Feishu (localhost) responded 302 with a redirect");
			assertThat(answer.body()).doesNotContain("canary", "elsewhere");
			assertThat(feishu.calls("t")).hasSize(1);
			this.time.pass(Duration.ofMinutes(1));
		}
		assertThat(this.breakers.circuitBreaker("feishu").getState()).isEqualTo(State.CLOSED);
		feishu.wireMock().verify(0, getRequestedFor(urlPathEqualTo("/elsewhere")));
	}

	@Test
	void returns200AfterTwoConnectionResets() {
		String state = Scenario.STARTED;
		for (String next : new String[] { "once", "twice" }) {
			feishu.wireMock()
				.stubFor(FeishuServer.dataCall("t")
					.inScenario("rst2")
					.whenScenarioStateIs(state)
					.willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
					.willSetStateTo(next));
			state = next;
		}
		feishu.wireMock()
			.stubFor(FeishuServer.dataCall("t")
				.inScenario("rst2")
				.whenScenarioStateIs(state)
				.willReturn(theCase("rst2")));
		assertThat(ask().statusCode()).isEqualTo(200);
		assertThat(feishu.calls("t")).hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "nan", "html403", "redir", "code-big", "syntax-logid" })
	void servesStaleWhenTheResponseIsInvalid(String name) {
		feishu.answers("t", FeishuServer.json(OK));
		ask();
		this.time.pass(Duration.ofHours(1));
		feishu.answers("t", theCase(name));
		HttpResponse<String> stale = ask();
		assertThat(stale.statusCode()).isEqualTo(200);
		assertThat(stale.headers().firstValue("Cache-Status").orElseThrow()).contains("fwd=stale");
	}

	@Test
	void returns502WhenTheBodyIsTruncated() throws Exception {
		feishu.answers("t",
				FeishuServer.json(OK).withHeader("X-Tt-Logid", "LOGSYN1").withFault(Fault.MALFORMED_RESPONSE_CHUNK));
		assertProblem(ask(), 502, "feishu-failure");
	}

	@Test
	void replacesAnUnpairedSurrogate() {
		feishu.answers("t", FeishuServer.json(OK.replace("备注", "\\ud83d")));
		assertThat(json(ask()).at("/interviews/0/remark").asString()).isEqualTo("\uFFFD");
		assertThat(get(BY_TALENT, as("reader")).body()).contains("\\ud83d");
	}

	private HttpResponse<String> ask() {
		return get("/talents/t/interviews", "Accept-Language", "en");
	}

	private HttpResponse<String> assertFailure(String problem, String detail) {
		HttpResponse<String> answer = ask();
		assertProblem(answer, 502, problem);
		assertThat(json(answer).get("detail").asString()).contains(detail);
		assertThat(json(answer).get("feishuLogId").asString()).isEqualTo("LOGSYN1");
		return answer;
	}

	private double oddFields(String path) {
		Counter counter = this.meters.find("feishu.odd.fields").tag("path", path).counter();
		return (counter != null) ? counter.count() : 0;
	}

	private static ResponseDefinitionBuilder json(byte[] body) {
		return aResponse().withHeader("Content-Type", "application/json").withBody(body);
	}

	private static byte[] gzip(byte[] body) throws IOException {
		ByteArrayOutputStream zipped = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
			gzip.write(body);
		}
		return zipped.toByteArray();
	}

	/** The response of a case. */
	private static ResponseDefinitionBuilder theCase(String name) {
		try {
			ClassPathResource body = new ClassPathResource("feishu/cases/" + name + ".json");
			if (body.exists()) {
				return json(body.getContentAsByteArray());
			}
			JsonNode meta = new JsonMapper()
				.readTree(new ClassPathResource("feishu/cases/" + name + ".meta.json").getContentAsByteArray());
			byte[] bytes = meta.get("body").asString().getBytes(StandardCharsets.UTF_8);
			ResponseDefinitionBuilder answer = aResponse().withStatus(meta.path("status").asInt(200))
				.withBody(meta.path("gzip").asBoolean(false) ? gzip(bytes) : bytes);
			if (!meta.at("/headers/content-type").isString()) {
				answer.withHeader("content-type", "application/json");
			}
			meta.path("headers")
				.properties()
				.forEach((header) -> answer.withHeader(header.getKey(), header.getValue().asString()));
			return answer;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
