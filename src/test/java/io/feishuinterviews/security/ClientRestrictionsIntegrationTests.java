package io.feishuinterviews.security;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.Sandbox;
import io.feishuinterviews.TestTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Clients whose keys have addresses and an end date, or that may cause few calls.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = { "server.forward-headers-strategy=native",
		"interviews.security.clients.office.scopes=interviews:read",
		"interviews.security.clients.office.allowed-addresses=203.0.113.0/24,2001:db8::/32,198.51.100.7",
		"interviews.security.clients.report.scopes=interviews:read",
		// of 10,000 in these tests
		"interviews.security.clients.report.upstream-share=1",
		"interviews.security.clients.temp.scopes=interviews:read",
		"interviews.security.clients.temp.keys-valid-until=2030-01-01T00:00:00Z" })
class ClientRestrictionsIntegrationTests extends IntegrationTest {

	private static final String PATH = "/talents/6949805467799537964/interviews";

	private static final String TOKEN = "/open-apis/auth/v3/tenant_access_token/internal";

	@DynamicPropertySource
	static void keys(DynamicPropertyRegistry registry) {
		registry.add("interviews.security.clients.office.key-sha256", () -> Sandbox.sha256("office-key"));
		registry.add("interviews.security.clients.report.key-sha256", () -> Sandbox.sha256("report-key"));
		registry.add("interviews.security.clients.temp.key-sha256", () -> Sandbox.sha256("temp-key"));
	}

	@BeforeEach
	void before2030() {
		assertThat(this.time.instant()).isBefore("2030-01-01T00:00:00Z");
	}

	@Test
	void servesOnlyCachedTalentsToAClientWhoseShareOfCallsIsUsedUp() {
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1"));
		String batch = IntStream.range(0, 100).mapToObj((i) -> "talentId=t" + i).collect(Collectors.joining("&"));
		assertThat(get("/talents/interviews?" + batch, as("report")).body()).doesNotContain("\"problem\"");
		HttpResponse<String> refused = get("/talents/other/interviews", as("report", "Accept-Language", "en"));
		assertProblem(refused, 503, "feishu-unavailable");
		assertThat(refused.body()).contains("The client's share of the calls to Feishu is used up");
		assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 60L);
		assertThat(get("/talents/t0/interviews", as("report")).statusCode()).isEqualTo(200);
		assertThat(get("/talents/other/interviews", as("reader")).statusCode()).isEqualTo(200);
		assertThat(get("/talents/other/interviews", as("report")).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "203.0.113.1", "203.0.113.255", "198.51.100.7", "2001:db8::1", "2001:db8:ffff::" })
	void acceptsAKeyFromAnAllowedAddress(String address) {
		assertThat(from(address).statusCode()).isEqualTo(200);
		assertThat(tokenFrom(address)).contains("\"code\":0");
	}

	@ParameterizedTest
	@ValueSource(strings = { "203.0.114.1", "198.51.100.8", "2001:db9::1", "::1", "::", "0.0.0.0", "fe80::1%eth0",
			"localhost", "unknown", "203.0.113.1.example.com", "203.0.113.1:80" })
	void rejectsAKeyFromAnotherAddressLikeAnUnknownKey(String address, CapturedOutput output) {
		HttpResponse<String> unknown = get(PATH, as("nobody", "X-Forwarded-For", address, "X-Request-Id", "r"));
		HttpResponse<String> refused = get(PATH, as("office", "X-Forwarded-For", address, "X-Request-Id", "r"));
		assertProblem(refused, 401, "unauthenticated");
		assertThat(refused.body()).isEqualTo(unknown.body());
		assertThat(refused.headers().firstValue("WWW-Authenticate"))
			.isEqualTo(unknown.headers().firstValue("WWW-Authenticate"));
		assertThat(tokenFrom(address)).contains("\"code\":10015");
		await().untilAsserted(() -> assertThat(output)
			.contains("client=unknown proof=none claimed=office rejected=address address="));
		assertThat(output).doesNotContain("office-key");
	}

	@Test
	void rejectsAKeyAfterItsEndDateLikeAnUnknownKey(CapturedOutput output) {
		assertThat(get(PATH, as("temp")).statusCode()).isEqualTo(200);
		assertThat(token("temp", "127.0.0.1")).contains("\"code\":0");
		this.time.pass(Duration.between(this.time.instant(), TestTime.START).plus(Duration.ofDays(4 * 365 + 1)));
		assertThat(this.time.instant()).isEqualTo("2030-01-01T00:00:00Z");
		HttpResponse<String> refused = get(PATH, as("temp", "X-Request-Id", "r"));
		assertProblem(refused, 401, "unauthenticated");
		assertThat(refused.body()).isEqualTo(get(PATH, as("nobody", "X-Request-Id", "r")).body());
		assertThat(token("temp", "127.0.0.1")).contains("\"code\":10015");
		assertThat(get(PATH, as("reader")).statusCode()).isEqualTo(200);
		await().untilAsserted(() -> assertThat(output).contains("claimed=temp rejected=expired address="));
		// for the other tests
		this.time.pass(Duration.between(this.time.instant(), TestTime.START));
	}

	private HttpResponse<String> from(String address) {
		return get(PATH, as("office", "X-Forwarded-For", address));
	}

	private String tokenFrom(String address) {
		return token("office", address);
	}

	private String token(String client, String address) {
		return post(TOKEN, "{\"app_id\":\"%s\",\"app_secret\":\"%s\"}".formatted(client, key(client)),
				"X-Forwarded-For", address)
			.body();
	}

}
