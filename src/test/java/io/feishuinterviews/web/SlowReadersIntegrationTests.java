package io.feishuinterviews.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.api.documentation.DocumentationFilter;
import io.feishuinterviews.representation.ResponseMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Clients that ask for large answers and read them slowly, or not at all. There are more
 * of them than Tomcat has threads.
 */
@Tag("slow")
@TestPropertySource(properties = { "server.tomcat.connection-timeout=2s", "server.tomcat.threads.max=40",
		"spring.mvc.async.request-timeout=20s" })
@ExtendWith(OutputCaptureExtension.class)
class SlowReadersIntegrationTests extends IntegrationTest {

	private static final int READERS = 60;

	/**
	 * More than the kernel takes off a server's hands.
	 */
	private static final int LARGE = 8_000_000;

	private static final String BATCH = "/talents/interviews?talentId=large&talentId=7100000000000000003&talentId=error-1002102";

	private static final String ONE = "/talents/large/interviews";

	private static final String SDK = "/open-apis/hire/v1/interviews/get_by_talent?job_level_id_type=job_level_id&talent_id=large";

	private final Deque<Socket> sockets = new ArrayDeque<>();

	@Autowired
	private ResponseMemory memory;

	@BeforeEach
	void hasALargeTalent() {
		String interview = "{\"id\":\"%d\",\"remark\":\"" + "很长的评语。".repeat(2000) + "\"}";
		String interviews = IntStream.range(0, LARGE / interview.getBytes(StandardCharsets.UTF_8).length)
			.mapToObj(interview::formatted)
			.collect(Collectors.joining(","));
		feishu.answers("large",
				FeishuServer.json("{\"code\":0,\"data\":{\"items\":[{\"application_id\":\"1\",\"interview_list\":["
						+ interviews + "]}]}}"));
		assertThat(get(ONE).statusCode()).isEqualTo(200);
	}

	@AfterEach
	void leave() throws IOException {
		for (Socket socket : this.sockets) {
			socket.close();
		}
		await().untilAsserted(() -> assertThat(this.memory.used()).isZero());
	}

	@ParameterizedTest
	@ValueSource(strings = { BATCH, ONE, SDK })
	void slowReadersDoNotBlockOtherClients(String path) throws IOException {
		for (int i = 0; i < READERS; i++) {
			open(path);
		}
		await().untilAsserted(() -> assertThat(this.memory.used()).isPositive());
		feishu.answers("miss", FeishuServer.oneInterview("1"));
		assertThat(get("/readyz").statusCode()).isEqualTo(200);
		assertThat(get("/talents/miss/interviews").headers().firstValue("Cache-Status"))
			.hasValue("feishu-interviews; fwd=miss; stored");
		assertThat(get("/talents/miss/interviews").headers().firstValue("Cache-Status"))
			.hasValueSatisfying((status) -> assertThat(status).startsWith("feishu-interviews; hit"));
		assertThat(this.memory.used()).as("what they share, compressed").isLessThan(LARGE / 10);
	}

	@ParameterizedTest
	@ValueSource(strings = { BATCH, ONE, SDK })
	void clientsThatReadNothingAreDisconnected(String path) throws Exception {
		InputStream in = open(path).getInputStream();
		await().untilAsserted(() -> assertThat(this.memory.used()).isPositive());
		await().untilAsserted(() -> assertThat(this.memory.used()).isZero());
		try {
			assertThat(in.readAllBytes().length).isLessThan(LARGE);
		}
		catch (SocketException ex) {
			assertThat(ex).hasMessageContaining("reset");
		}
	}

	@Test
	void slowReadersAreServedWhileTheyRead() throws Exception {
		String whole = get(BATCH).body();
		InputStream in = open(BATCH).getInputStream();
		ByteArrayOutputStream read = new ByteArrayOutputStream();
		byte[] some = new byte[64 * 1024];
		// pauses add up to more than either time limit
		for (int pause = 0; pause < 6; pause++) {
			Thread.sleep(500);
			for (int i = 0; i < 10; i++) {
				read.write(some, 0, in.read(some));
			}
		}
		in.transferTo(read);
		assertThat(read.toString(StandardCharsets.UTF_8)).startsWith("HTTP/1.1 200").endsWith(whole);
	}

	@Test
	void largeResponsesHaveTheSameContentWithAndWithoutGzip() throws Exception {
		for (String path : List.of(BATCH, ONE, SDK)) {
			HttpResponse<String> plain = get(path);
			HttpResponse<byte[]> gzip = getBytes(path, "Accept-Encoding", "gzip");
			assertThat(gzip.headers().firstValue("Content-Encoding")).hasValue("gzip");
			assertThat(gzip.headers().firstValueAsLong("Content-Length")).hasValue(gzip.body().length);
			assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
				.isEqualTo(plain.body().getBytes(StandardCharsets.UTF_8));
			assertThat(gzip.headers().firstValue("ETag")).isNotEqualTo(plain.headers().firstValue("ETag"));
		}
		JsonNode results = new JsonMapper().readTree(get(BATCH).body()).get("results");
		assertThat(results.valueStream().map((result) -> result.get("status").asInt())).containsExactly(200, 200, 404);
	}

	@Test
	void asynchronousResponsesAreCountedOnce() {
		await().untilAsserted(() -> assertThat(count()).isPositive());
		double before = count();
		// at once, and after Feishu has answered
		assertThat(get(ONE).statusCode()).isEqualTo(200);
		this.caches.getCache("interviews").clear();
		assertThat(get(ONE).statusCode()).isEqualTo(200);
		await().untilAsserted(() -> assertThat(count() - before).isEqualTo(2));
	}

	@Test
	void slowReadersOfDocumentationDoNotBlockOtherRequests(CapturedOutput output) throws IOException {
		for (int i = 0; i < DocumentationFilter.MAX_CONCURRENT_REQUESTS; i++) {
			readNoDocumentation();
		}
		await().untilAsserted(() -> {
			// one that was refused between two of its answers is disconnected
			readNoDocumentation();
			HttpResponse<String> refused = get("/swagger-ui/index.html");
			assertProblem(refused, 503, "overloaded");
			assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
		});
		assertThat(get("/readyz").statusCode()).isEqualTo(200);
		assertThat(get("/talents/7100000000000000003/interviews").statusCode()).isEqualTo(200);
		leave();
		await().untilAsserted(() -> assertThat(get("/swagger-ui/index.html").statusCode()).isEqualTo(200));
		assertThat(output).as("that a client has gone is no fault of the service")
			.doesNotContain("failed unexpectedly");
	}

	private void readNoDocumentation() throws IOException {
		String bundle = "GET /swagger-ui/swagger-ui-bundle.js HTTP/1.1\r\nHost: localhost\r\n\r\n";
		// one alone would fit into the kernel's buffer
		connect().getOutputStream().write(bundle.repeat(6).getBytes(StandardCharsets.US_ASCII));
	}

	private double count() {
		return json(get("/actuator/metrics/http.server.requests?tag=uri:/talents/%7BtalentId%7D/interviews",
				as("operator")))
			.at("/measurements/0/value")
			.asDouble();
	}

	private Socket open(String path) throws IOException {
		Socket socket = connect();
		socket.getOutputStream()
			.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
		return socket;
	}

	private Socket connect() throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(4096);
		socket.connect(new InetSocketAddress("localhost", this.port));
		socket.setSoTimeout(20_000);
		this.sockets.add(socket);
		return socket;
	}

	/**
	 * Makes asynchronous requests that set no time limit of their own end soon.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class ShortAsyncTimeout {

		@Bean
		WebServerFactoryCustomizer<TomcatServletWebServerFactory> shortAsyncTimeout() {
			return (tomcat) -> tomcat.addConnectorCustomizers((connector) -> connector.setAsyncTimeout(1000));
		}

	}

}
