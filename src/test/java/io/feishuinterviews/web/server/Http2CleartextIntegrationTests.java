package io.feishuinterviews.web.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;

import io.feishuinterviews.Programs;
import io.feishuinterviews.Requirements;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * HTTP/2 without TLS, as a proxy that ends TLS speaks it.
 */
class Http2CleartextIntegrationTests extends AbstractHttp2IntegrationTests {

	@Override
	String base() {
		return "http://localhost:" + this.port;
	}

	@Override
	HttpClient client() {
		return HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
	}

	@Test
	void doesNotUpgradeARequestWithABodyToHttp2() throws IOException {
		String upgrade = " HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n";
		assertThat(send("GET /livez" + upgrade + "\r\n")).startsWith("HTTP/1.1 101");
		String token = "POST /open-apis/auth/v3/tenant_access_token/internal";
		assertThat(send(token + upgrade + "Content-Length: 2\r\n\r\n{}")).startsWith("HTTP/1.1 200")
			.contains("\"code\":10003");
		try (Socket socket = new Socket("localhost", this.port)) {
			// one that ends its side with a chunked body counts as gone
			socket.getOutputStream()
				.write((token + upgrade + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			BufferedReader answer = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
			assertThat(answer.readLine()).startsWith("HTTP/1.1 200");
		}
	}

	@Test
	void rejectsAPathThatIsNoUriOverHttp2() throws Exception {
		ProcessBuilder curl = new ProcessBuilder(Requirements.program("HTTP/2", "curl").getPath(), "--silent",
				"--http2-prior-knowledge", "--globoff", "--write-out", " %{http_version} %{http_code}",
				base() + "/talents/[x]/interviews");
		assertThat(Programs.run(curl))
			.contains("urn:feishu-interviews:problem:invalid-request", "\"parameter\":\"path\"")
			.endsWith(" 2 400");
	}

}
