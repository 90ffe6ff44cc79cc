package io.feishuinterviews.web.problem;

import java.net.http.HttpResponse;
import java.util.List;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The language of problems, whoever writes them, and the invalid parameters that they
 * name.
 */
@TestPropertySource(properties = { "interviews.cors.allowed-origins=https://hr.example.com",
		"interviews.security.clients.reader.requests-per-second=1" })
class ProblemIntegrationTests extends IntegrationTest {

	private static final String TALENT = "/talents/6949805467799537964/interviews";

	@ParameterizedTest
	@CsvSource(nullValues = "none",
			value = { "en, en, Talent not found, The talent does not exist in Feishu.",
					"'en-GB,zh;q=0.5', en, Talent not found, The talent does not exist in Feishu.",
					"zh-CN, zh, 找不到该人才, 飞书中没有这个人才。", "fr, zh, 找不到该人才, 飞书中没有这个人才。", "'', zh, 找不到该人才, 飞书中没有这个人才。",
					"none, zh, 找不到该人才, 飞书中没有这个人才。" })
	void writesProblemsInTheRequestedLanguage(String accepted, String language, String title, String detail) {
		HttpResponse<String> answer = get("/talents/error-1002102/interviews", header("Accept-Language", accepted));
		assertProblem(answer, 404, "talent-not-found");
		assertThat(answer.headers().firstValue("Content-Language")).hasValue(language);
		assertThat(json(answer).get("title").asString()).isEqualTo(title);
		assertThat(json(answer).get("detail").asString()).isEqualTo(detail);
	}

	/**
	 * An exception handler, the security filters, the rate limit, CORS, the limit of
	 * bodies, and Spring MVC.
	 */
	@ParameterizedTest
	@CsvSource({ "400, userIdType=x, X-A, a", "401, '', Authorization, Bearer nonsense",
			"403, '', Authorization, Bearer operator-key", "403, '', Origin, https://evil.example.com",
			"400, '', Content-Type, nonsense", "406, '', Accept, text/html" })
	void everyWriterOfProblemsKnowsBothLanguages(int status, String query, String name, String value) {
		HttpResponse<String> english = get(TALENT + "?" + query, name, value, "Accept-Language", "en");
		HttpResponse<String> chinese = get(TALENT + "?" + query, name, value, "Accept-Language", "zh");
		assertInBothLanguages(status, english, chinese);
	}

	@ParameterizedTest
	@CsvSource({ "404, /nothing", "404, /error", "404, /actuator/nothing", "400, /talents/a.b/interviews",
			"405, /open" })
	void everyPathHasProblemsInBothLanguages(int status, String path) {
		HttpResponse<String> english = path.equals("/open") ? post(TALENT, "{}", "Accept-Language", "en")
				: get(path, "Accept-Language", "en");
		HttpResponse<String> chinese = path.equals("/open") ? post(TALENT, "{}") : get(path);
		assertInBothLanguages(status, english, chinese);
	}

	@Test
	void writesTooManyRequestsInBothLanguages() {
		get(TALENT, as("reader"));
		assertInBothLanguages(429, get(TALENT, as("reader", "Accept-Language", "en")), get(TALENT, as("reader")));
	}

	@Test
	void writesTheProblemsOfABatchInTheRequestedLanguage() {
		feishu.answers("busy", FeishuServer.error(429, 99991400).withHeader("x-ogw-ratelimit-reset", "42"));
		String path = "/talents/interviews?talentId=error-1002102&talentId=busy&talentId=error-99991403";
		JsonNode results = json(get(path, "Accept-Language", "en")).get("results");
		assertThat(results.at("/0/problem/title").asString()).isEqualTo("Talent not found");
		assertThat(results.at("/0/problem").has("retryAfter")).isFalse();
		assertThat(results.at("/1/problem/retryAfter").asInt()).isEqualTo(42);
		assertThat(results.at("/2/problem/retryAfter").asInt()).isEqualTo(1800);
		assertThat(results.at("/2/problem/retryable").asBoolean()).isTrue();
		assertThat(json(get(path)).at("/results/0/problem/title").asString()).isEqualTo("找不到该人才");
	}

	@Test
	void namesEveryInvalidParameter() {
		HttpResponse<String> answer = get("/talents/a.b/interviews?userIdType=x&jobLevelIdType=y&lang=en",
				"Accept-Language", "en");
		assertProblem(answer, 400, "invalid-request");
		assertThat(json(answer).get("errors").findValuesAsString("parameter")).containsExactly("lang", "userIdType",
				"jobLevelIdType", "talentId");
		assertThat(json(answer).get("detail").asString())
			.isEqualTo(String.join(" ", json(answer).get("errors").findValuesAsString("detail")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = {
					"{\"code\":99992402,\"error\":{\"field_violations\":[{\"field\":\"user_id_type\"}]}} | userIdType",
					"{\"code\":9499} | talentId", "{\"code\":99992351} | talentId" })
	void namesTheParametersThatFeishuRejects(String body, String parameter) {
		feishu.answers("t", FeishuServer.json(body));
		HttpResponse<String> answer = get("/talents/t/interviews");
		assertProblem(answer, 400, "invalid-request");
		assertThat(json(answer).get("errors").findValuesAsString("parameter")).containsExactly(parameter);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "GET /talents/a%2Fb/interviews HTTP/1.1; Host: a | path",
			"GET /talents/%zz/interviews HTTP/1.1; Host: a | path",
			"'GET /talents/a|b/interviews HTTP/1.1; Host: a' | path",
			"GET /talents//interviews HTTP/1.1; Host: a | path", "GET /talents/a;b/interviews HTTP/1.1; Host: a | path",
			"GET /\\ HTTP/1.1; Host: a | path", "'GET /talents/t/interviews?a=| HTTP/1.1; Host: a' | query",
			"GET /talents/interviews?talentId=%zz HTTP/1.1; Host: a | query", "GET / HTTP/1.1; A: b | Host",
			"GET / HTTP/1.1; Host: a b | Host", "GET / HTTP/1.1; Host: a; Content-Length: b | Content-Length",
			"GET / HTTP/1.1; Host: a; If-None-Match: a\u0001b | If-None-Match",
			"GET / HTTP/1.1; Host: a; A b: c | request",
			"GET / HTTP/1.1; Host: a; Transfer-Encoding: b | Transfer-Encoding",
			"G\u0001T / HTTP/1.1; Host: a | request", "GET / HTTP/9.9; Host: a | request",
			"GET / HTTP/1.1; Host: a; Content-Type: b | Content-Type" })
	void problemNamesTheMalformedPartOfTheRequest(String request, String parameter) {
		JsonNode problem = sent(request.replace("; ", "\r\n"));
		assertThat(problem.get("code").asString()).isEqualTo("invalid-request");
		assertThat(problem.get("errors").findValuesAsString("parameter")).containsExactly(parameter);
		JsonNode english = sent(request.replace("; ", "\r\n") + "\r\nAccept-Language: en");
		assertThat(english.get("errors").findValuesAsString("detail")).isNotEqualTo(List.of())
			.containsExactly(english.get("detail").asString());
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "/open-apis/hire/v1/interviews/get_by_talent?talent_id=error-1002102", "/open-apis/nothing" })
	void feishusSdksGetEnglishMessages(String path) {
		HttpResponse<String> answer = get(path, as("recruiter", "Accept-Language", "zh"));
		assertThat(json(answer).get("msg").asString()).matches("[\\p{ASCII}]+");
		assertThat(answer.headers().firstValue("Content-Language")).isEmpty();
	}

	private JsonNode sent(String request) {
		String answer = send(request + "\r\nConnection: close\r\n\r\n");
		assertThat(answer).startsWith("HTTP/1.1 400").contains("Vary: Accept-Language", "Content-Language: ");
		return new JsonMapper().readTree(answer.substring(answer.indexOf("\r\n{") + 2, answer.lastIndexOf("}") + 1));
	}

	private static void assertInBothLanguages(int status, HttpResponse<String> english, HttpResponse<String> chinese) {
		assertProblem(english, status, json(english).get("code").asString());
		assertProblem(chinese, status, json(english).get("code").asString());
		assertThat(english.headers().firstValue("Content-Language")).hasValue("en");
		assertThat(chinese.headers().firstValue("Content-Language")).hasValue("zh");
		assertThat(json(english).get("title").asString()).doesNotContainPattern("\\p{IsHan}");
		assertThat(json(english).get("detail").asString()).doesNotContainPattern("\\p{IsHan}");
		assertThat(json(chinese).get("title").asString()).containsPattern("\\p{IsHan}");
		assertThat(json(chinese).get("detail").asString()).containsPattern("\\p{IsHan}");
	}

	private static String[] header(String name, String value) {
		return (value != null) ? new String[] { name, value } : new String[0];
	}

}
