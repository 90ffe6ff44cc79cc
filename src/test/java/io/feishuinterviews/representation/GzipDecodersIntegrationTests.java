package io.feishuinterviews.representation;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.feishuinterviews.Browser;
import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.Programs;
import io.feishuinterviews.Requirements;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients decode a compressed batch: one gzip member that is composed of the deflate
 * blocks of many representations.
 */
class GzipDecodersIntegrationTests extends IntegrationTest {

	/**
	 * Small, large and empty results, and a problem.
	 */
	private static final String PATH = "/talents/interviews?" + Stream
		.concat(Stream.of("6949805467799537964", "large", "7100000000000000010", "error-1002102", "short"),
				IntStream.range(0, 40).mapToObj((i) -> "varied-" + i))
		.map((talent) -> "talentId=" + talent)
		.collect(Collectors.joining("&"));

	private String url;

	private String expected;

	@BeforeEach
	void batchIsCached() throws Exception {
		feishu.answers("short", FeishuServer.oneInterview("1"));
		feishu.answers("large", interviews(20_000));
		for (int i = 0; i < 40; i++) {
			feishu.answers("varied-" + i, interviews(i));
		}
		this.url = "http://localhost:" + this.port + PATH;
		HttpResponse<byte[]> gzip = getBytes(PATH, "Accept-Encoding", "gzip");
		assertThat(gzip.headers().firstValue("Content-Encoding")).hasValue("gzip");
		HttpResponse<byte[]> identity = getBytes(PATH, "Accept-Encoding", "identity");
		assertThat(identity.headers().firstValue("Content-Encoding")).isEmpty();
		this.expected = new String(identity.body(), StandardCharsets.UTF_8);
		assertThat(this.expected).hasSizeGreaterThan(1_000_000).contains("\"评语-39-38 😀\"", "\"talent-not-found\"");
	}

	@Test
	void jdkDecodesABatch() throws Exception {
		try (GZIPInputStream body = new GZIPInputStream(
				new ByteArrayInputStream(getBytes(PATH, "Accept-Encoding", "gzip").body()))) {
			assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(this.expected);
		}
	}

	@Test
	void curlDecodesABatch() throws Exception {
		File curl = Requirements.program("gzip", "curl");
		assertThat(run(curl.getPath(), "--silent", "--show-error", "--include", "--compressed", this.url))
			.contains("Content-Encoding: gzip\r\n")
			.endsWith("\r\n\r\n" + this.expected);
	}

	@Test
	void nodeDecodesABatch() throws Exception {
		File node = Requirements.program("gzip", "node");
		assertThat(run(node.getPath(), "--input-type=module", "--eval", """
				const response = await fetch(process.argv[1], { headers: { 'Accept-Encoding': 'gzip' } });
				if (response.headers.get('Content-Encoding') !== 'gzip') {
					throw new Error('not compressed');
				}
				process.stdout.write(await response.text());
				""", this.url)).isEqualTo(this.expected);
	}

	@Test
	@Tag("browser")
	void chromiumDecodesABatch() {
		try (Browser browser = Browser.start("gzip")) {
			// a page of the same origin, whose content security policy allows fetch
			browser.driver().get("http://localhost:" + this.port + "/swagger-ui/index.html");
			assertThat(browser.run("""
					const [url, done] = arguments;
					(async () => {
						const response = await fetch(url, { headers: { 'Accept-Language': 'zh' } });
						return [response.headers.get('Content-Encoding'), await response.text()];
					})().then(done, error => done(String(error)));
					""", this.url)).isEqualTo(List.of("gzip", this.expected));
		}
	}

	private static String run(String... command) throws IOException, InterruptedException {
		return Programs.run(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT));
	}

	private static ResponseDefinitionBuilder interviews(int count) {
		String interviews = IntStream.range(0, count)
			.mapToObj((i) -> """
					{"id":"%d","interview_record_list":[{"id":"%d","content":"评语-%d-%d 😀"}]}""".formatted(i, i, count,
					i))
			.collect(Collectors.joining(","));
		return FeishuServer.json("""
				{"code":0,"msg":"ok","data":{"items":[{"application_id":"1","interview_list":[%s]}]}}"""
			.formatted(interviews));
	}

}
