package io.feishuinterviews.security;

import java.net.http.HttpResponse;

import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Behind a proxy that the settings name.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = { "server.forward-headers-strategy=native",
		"server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.1" })
class ProxyIntegrationTests extends IntegrationTest {

	@Test
	void usesTheForwardedAddressOfATrustedProxy(CapturedOutput output) {
		HttpResponse<String> answer = get("/talents/7100000000000000010/interviews", "X-Forwarded-For",
				"198.51.100.1, 203.0.113.7", "X-Forwarded-Proto", "https");
		assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
		// what the client itself put before is not
		await().untilAsserted(() -> assertThat(output).contains(" address=203.0.113.7 "));
	}

	@Test
	void encodesTheForwardedAddressInTheAuditLog(CapturedOutput output) {
		get("/talents/7100000000000000010/interviews", "X-Forwarded-For", "203.0.113.9 client=recruiter status=200");
		await().untilAsserted(() -> assertThat(output).contains("interviews.audit"));
		assertThat(output).doesNotContain(" client=recruiter");
	}

}
