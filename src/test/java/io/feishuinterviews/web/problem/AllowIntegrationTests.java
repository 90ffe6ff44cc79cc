package io.feishuinterviews.web.problem;

import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code Allow}, RFC 9110 section 10.2.1.
 */
class AllowIntegrationTests extends IntegrationTest {

	@ParameterizedTest
	@CsvSource({ "/talents/1/interviews, 'GET,HEAD,OPTIONS'", "/talents/interviews, 'GET,HEAD,OPTIONS'",
			"/open-apis/hire/v1/interviews/get_by_talent, 'GET,HEAD,OPTIONS'",
			"/open-apis/auth/v3/tenant_access_token/internal, 'POST,OPTIONS'",
			"//open-apis/auth/v3/app_access_token/internal/, 'POST,OPTIONS'",
			"/swagger-ui/index.html, 'GET,HEAD,OPTIONS'", "/v3/api-docs, 'GET,HEAD,OPTIONS'",
			"/labels, 'GET,HEAD,OPTIONS'", "/, 'GET,HEAD,OPTIONS'" })
	void returns405WithAllMethodsOfThePathInAllow(String path, String methods) {
		for (String method : new String[] { "TRACE", "POST", "PUT", "DELETE", "PATCH", "GET" }) {
			if (methods.contains(method)) {
				continue;
			}
			assertThat(request(method, path)).as(method)
				.startsWith("HTTP/1.1 405")
				.contains("\r\nAllow: " + methods + "\r\n")
				.containsAnyOf("application/problem+json", "\"code\":9499");
		}
		assertThat(request("OPTIONS", path)).startsWith("HTTP/1.1 200").contains("\r\nAllow: " + methods + "\r\n");
	}

	private String request(String method, String path) {
		return send(method + " " + path + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + key("recruiter")
				+ "\r\nConnection: close\r\n\r\n");
	}

}
