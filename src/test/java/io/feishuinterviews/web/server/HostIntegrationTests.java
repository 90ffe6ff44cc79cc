package io.feishuinterviews.web.server;

import java.util.List;

import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hosts and prefixes that a client claims: unless a proxy is configured, they are in no
 * response.
 */
class HostIntegrationTests extends IntegrationTest {

	@Test
	void redirectsToPathsWithoutTheHostOfTheRequest() {
		assertThat(ask("GET", "/", "")).contains("302", "\r\nLocation: /swagger-ui.html\r\n");
		assertThat(ask("GET", "/swagger-ui.html", "")).contains("302", "\r\nLocation: /swagger-ui/index.html\r\n");
		assertThat(ask("GET", "/v3/api-docs", "")).contains("\"servers\":[{\"url\":\"..\",");
		assertThat(ask("GET", "/v3/api-docs/swagger-config", "")).contains("\"url\":\"/v3/api-docs\"");
		assertThat(ask("GET", "/actuator", key("operator"))).contains("\"href\":\"/actuator/health\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/swagger-ui.html", "/swagger-ui", "/swagger-ui/index.html",
			"/swagger-ui/swagger-initializer.js", "/v3/api-docs", "/v3/api-docs.yaml", "/v3/api-docs/swagger-config",
			"/actuator", "/actuator/", "/actuator/health", "/actuator/info", "/actuator/metrics", "/actuator/nothing",
			"/actuator/caches", "/livez", "/readyz", "/error", "/nothing", "/talents/6949805467799537964/interviews",
			"/talents/error-1002102/interviews", "/talents/interviews?talentId=error-1002102", "/talents/%zz",
			"/open-apis/hire/v1/interviews/get_by_talent?talent_id=6949805467799537964",
			"/open-apis/hire/v1/interviews/get_by_talent", "/open-apis/nothing", "//open-apis/nothing", "//evil" })
	void returnsNoHostOrPrefixThatTheClientSent(String path) {
		for (String key : List.of(key("operator"), key("recruiter"), "")) {
			for (String method : List.of("GET", "HEAD", "POST", "OPTIONS", "TRACE")) {
				String answer = ask(method, path, key);
				assertThat(answer).as("%s %s", method, path)
					.startsWith("HTTP/1.1 ")
					.doesNotContain("evil-host", ":65431");
				assertThat(answer).doesNotContainPattern("(?i)Location: http");
			}
		}
	}

	private String ask(String method, String path, String key) {
		return send("""
				%s %s HTTP/1.1
				Host: evil-host.example:65431
				X-Forwarded-Host: evil-host.example
				X-Forwarded-Server: evil-host.example
				X-Forwarded-Proto: evil-host
				X-Forwarded-Port: 65431
				X-Forwarded-Prefix: /evil-host
				X-Forwarded-For: evil-host
				X-Original-URL: /evil-host
				X-Rewrite-URL: /evil-host
				Forwarded: for=evil-host;host=evil-host.example;proto=https
				Connection: close
				%s
				""".formatted(method, path, key.isEmpty() ? "" : "Authorization: Bearer " + key + "\n")
			.replace("\n", "\r\n"));
	}

}
