package io.feishuinterviews.feishu.connection;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.stream.Stream;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.feishuinterviews.FeishuInterviewsApplication;
import io.feishuinterviews.Programs;
import io.feishuinterviews.feishu.ForwardProxy;
import io.feishuinterviews.feishu.RawFeishu;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * The way to Feishu through a proxy, and with a private certificate authority.
 */
@Tag("slow")
@ExtendWith(OutputCaptureExtension.class)
class OutgoingProxyIntegrationTests {

	@Test
	void connectsThroughTheProxyWithUserAndPassword(CapturedOutput output) throws Exception {
		try (RawFeishu feishu = new RawFeishu(); ForwardProxy proxy = new ForwardProxy("me:p@ss", 0)) {
			String response = ask("--feishu.base-url=" + feishu.url(),
					"--feishu.proxy=http://me:p%40ss@127.0.0.1:" + proxy.port());
			assertThat(response).startsWith("200 ");
			assertThat(proxy.tunnels()).isNotEmpty().allMatch((target) -> feishu.url().endsWith(target));
		}
		assertThat(output).contains("through the proxy 127.0.0.1").doesNotContain("p@ss").doesNotContain("p%40ss");
	}

	@ParameterizedTest
	@CsvSource({ "0, (407)", "403, (403)", "502, (502)" })
	void reportsWhenTheProxyRejectsTheConnection(int refusal, String status) throws Exception {
		try (RawFeishu feishu = new RawFeishu();
				ForwardProxy proxy = new ForwardProxy((refusal == 0) ? "me:secret" : null, refusal)) {
			String response = ask("--feishu.base-url=" + feishu.url(),
					"--feishu.proxy=http://me:wrong@127.0.0.1:" + proxy.port());
			assertThat(response).startsWith("502 ")
				.contains("\"code\":\"feishu-failure\"", "The proxy", status, "votes=0")
				.doesNotContain("wrong");
			assertThat(feishu.requests("")).isZero();
		}
	}

	@Test
	void reportsWhenTheProxyIsDown(CapturedOutput output) throws Exception {
		assertThat(ask("--feishu.base-url=http://127.0.0.1:2", "--feishu.proxy=http://127.0.0.1:1")).startsWith("502 ")
			.contains("The proxy could not be reached", "votes=0");
		assertThat(output).contains("connection refused, 127.0.0.1:1)");
	}

	@Test
	void usesHttpProxyUnlessNoProxyMatchesFeishu() throws Exception {
		try (ForwardProxy proxy = new ForwardProxy(null, 403)) {
			String variable = "--http_proxy=http://127.0.0.1:" + proxy.port();
			assertThat(
					ask("--feishu.base-url=http://feishu.invalid", "--feishu.allow-http=true", variable, "--no_proxy="))
				.contains("The proxy rejected");
			assertThat(ask("--feishu.base-url=http://feishu.invalid", "--feishu.allow-http=true", variable,
					"--no_proxy=.invalid"))
				.doesNotContain("The proxy");
		}
	}

	@ParameterizedTest
	@CsvSource({ "socks5://me:pa55@proxy:1", "http://me:pa55@:8080", "http://me:pa55@proxy/path", "http://me:pa 55@x" })
	void failsToStartWithAnInvalidProxyUrl(String url, CapturedOutput output) {
		assertThatException().isThrownBy(() -> ask("--feishu.proxy=" + url));
		assertThat(output).contains("APPLICATION FAILED TO START", "feishu.proxy")
			.doesNotContain("pa55")
			.doesNotContain("\tat ");
	}

	@Test
	void connectsWithoutProxyToATrustedPrivateCertificate(@TempDir Path dir, CapturedOutput output) throws Exception {
		HttpsServer feishu = https(dir);
		try {
			String url = "--feishu.base-url=https://localhost:" + feishu.getAddress().getPort();
			assertThat(ask(url)).startsWith("502 ").contains("certificate", "not trusted", "votes=0");
			assertThat(output).contains("certificate not trusted, localhost:" + feishu.getAddress().getPort());
			assertThat(ask(url, "--spring.ssl.bundle.pem.feishu.truststore.certificate=file:" + dir.resolve("ca.pem"),
					"--spring.http.clients.ssl.bundle=feishu"))
				.startsWith("200 ");
		}
		finally {
			feishu.stop(0);
		}
	}

	private static HttpsServer https(Path dir) throws Exception {
		Path file = dir.resolve("feishu.p12");
		Programs.createKeyStore(file, "feishu", "changeit");
		KeyStore keys = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
		Files.writeString(dir.resolve("ca.pem"),
				"-----BEGIN CERTIFICATE-----\n"
						+ Base64.getMimeEncoder().encodeToString(keys.getCertificate("feishu").getEncoded())
						+ "\n-----END CERTIFICATE-----\n");
		KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		managers.init(keys, "changeit".toCharArray());
		SSLContext tls = SSLContext.getInstance("TLS");
		tls.init(managers.getKeyManagers(), null, null);
		HttpsServer server = HttpsServer.create(new InetSocketAddress("localhost", 0), 0);
		server.setHttpsConfigurator(new HttpsConfigurator(tls));
		server.createContext("/", (exchange) -> {
			byte[] body = (exchange.getRequestMethod().equals("POST") ? RawFeishu.TOKEN : RawFeishu.INTERVIEWS)
				.getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		server.start();
		return server;
	}

	/**
	 * Start the service and request a talent.
	 * @return the status, the body, and how many failures the circuit breaker has
	 * recorded
	 */
	private static String ask(String... settings) throws Exception {
		try (ConfigurableApplicationContext service = SpringApplication.run(FeishuInterviewsApplication.class,
				Stream.concat(
						Stream.of("--server.port=0", "--interviews.shutdown.drain-for=0s", "--feishu.app-id=cli_x",
								"--feishu.app-secret=s3cret", "--interviews.security.anonymous-scopes=interviews:read"),
						Stream.of(settings))
					.toArray(String[]::new))) {
			String port = service.getEnvironment().getProperty("local.server.port");
			HttpResponse<String> response = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/talents/1/interviews"))
					.header("Accept-Language", "en")
					.build(), HttpResponse.BodyHandlers.ofString());
			int votes = service.getBean(CircuitBreakerRegistry.class)
				.circuitBreaker("feishu")
				.getMetrics()
				.getNumberOfFailedCalls();
			return response.statusCode() + " " + response.body() + " votes=" + votes;
		}
	}

}
