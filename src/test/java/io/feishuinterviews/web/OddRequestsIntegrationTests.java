package io.feishuinterviews.web;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that nobody should send: whatever they are, the answer is one of the
 * documented ones.
 */
class OddRequestsIntegrationTests extends IntegrationTest {

	private static final Set<Integer> DOCUMENTED = Set.of(200, 302, 304, 400, 401, 403, 404, 405, 406, 503, 504);

	private static final Pattern STATUS = Pattern.compile("^HTTP/1.1 (\\d{3})");

	private static final List<String> PATHS = List.of("/talents/6949805467799537964/interviews", "/talents/interviews",
			"/open-apis/hire/v1/interviews/get_by_talent", "/open-apis/auth/v3/tenant_access_token/internal",
			"/v3/api-docs", "/actuator/health", "/swagger-ui.html", "/", "/error", "/talents/%s/interviews",
			"/talents/%s", "/%s");

	private static final List<String> ODD = List.of("%00", "%0d%0aX-Injected:%20yes", "..;", "../..", "%2e%2e%2f",
			"%c0%ae", "\u0001", "\u00e9", "%", "%zz", "{}", "[]", "|", "\\", "//", ";a=b", "?", "#", "'\"", "<script>",
			"%F0%9F%98%80", "a".repeat(5000), "*", " ", "\t", "~", "%20", "+", "null", "-1", "1e9");

	private static final List<String> HEADERS = List.of("Accept", "Accept-Language", "Accept-Encoding", "If-None-Match",
			"If-Modified-Since", "Cache-Control", "Range", "X-Request-Id", "Origin", "Content-Type", "Cookie",
			"X-Forwarded-For", "X-HTTP-Method-Override", "Expect", "Authorization");

	private static final List<String> PARAMETERS = List.of("talentId", "talent_id", "user_id_type", "userIdType",
			"jobLevelIdType", "lang", "_method", "");

	private final Random random = new Random(42);

	@Test
	void returnsOnlyDocumentedStatusesForMalformedRequests() {
		for (int i = 0; i < 500; i++) {
			String request = request();
			String answer = send(request);
			Matcher status = STATUS.matcher(answer);
			assertThat(status.find()).as("%s%n%s", request, answer).isTrue();
			int code = Integer.parseInt(status.group(1));
			assertThat(DOCUMENTED).as("%s%n%s", request, answer).contains(code);
			assertThat(answer).as(request)
				.doesNotContain("X-Injected: yes")
				.doesNotContain("Exception")
				.doesNotContain("\tat ")
				.doesNotContainIgnoringCase("<html");
			if (code >= 400) {
				assertThat(answer).as(request)
					.containsAnyOf("application/problem+json", "\"log_id\"")
					.containsAnyOf("urn:feishu-interviews:problem:", "\"code\":");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "If-None-Match: \u0001", "If-None-Match: a\u007fb", "X-Request-Id: a\u0000b",
			"If\u0001-Match: a", "If Match: a", "If(Match: a" })
	void rejectsControlCharactersInRequestHeaders(String header) {
		assertThat(send("GET /talents/6949805467799537964/interviews HTTP/1.1\r\nHost: localhost\r\n" + header
				+ "\r\nConnection: close\r\n\r\n"))
			.startsWith("HTTP/1.1 400 ")
			.contains("application/problem+json");
	}

	@ParameterizedTest
	@ValueSource(strings = { "//", "//?a=b" })
	void rejectsAPathThatIsNoUri(String target) {
		assertThat(send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
			.startsWith("HTTP/1.1 400 ")
			.contains("urn:feishu-interviews:problem:invalid-request", "\"parameter\":\"path\"");
	}

	private String request() {
		String method = pick(List.of("GET", "GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"));
		if (method.equals("HEAD")) {
			// there is no body to look at
			method = "GET";
		}
		String query = IntStream.range(0, this.random.nextInt(4))
			.mapToObj((i) -> pick(PARAMETERS) + "=" + pick(ODD))
			.collect(Collectors.joining("&", "?", ""));
		String headers = IntStream.range(0, this.random.nextInt(4))
			.mapToObj((i) -> pick(HEADERS) + ": " + pick(ODD) + "\r\n")
			.collect(Collectors.joining());
		return method + " " + pick(PATHS).formatted(pick(ODD)) + query + " HTTP/1.1\r\nHost: localhost\r\n" + headers
				+ "Connection: close\r\n\r\n";
	}

	private <T> T pick(List<T> some) {
		return some.get(this.random.nextInt(some.size()));
	}

}
