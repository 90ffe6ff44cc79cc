package io.feishuinterviews.api.documentation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The texts of labels over HTTP.
 */
@TestPropertySource(properties = { "interviews.security.anonymous-scopes=",
		"interviews.cors.allowed-origins=https://hr.example.com", "interviews.cache.client=no-store" })
class LabelsIntegrationTests extends IntegrationTest {

	private static final String PATH = "/labels";

	@ParameterizedTest
	@CsvSource(textBlock = """
			en            | en | Video interview | Fully evaluated: all undecided   | Talent not found
			en-GB, zh;q=.5| en | Video interview | Fully evaluated: all undecided   | Talent not found
			zh-CN         | zh | 视频面试        | 所有面试官都提交评价且评价均为待定 | 找不到该人才
			fr            | zh | 视频面试        | 所有面试官都提交评价且评价均为待定 | 找不到该人才
			""", delimiter = '|')
	void returnsTextsInTheRequestedLanguageWithoutCredentials(String requested, String language, String video,
			String undecided, String notFound) {
		HttpResponse<String> response = get(PATH, "Accept-Language", requested);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
		assertThat(response.headers().firstValue("Content-Language")).hasValue(language);
		JsonNode labels = json(response);
		assertThat(labels.at("/interviewType/VIDEO").asString()).isEqualTo(video);
		assertThat(labels.at("/interviewRoundSummary/COMPLETE_ALL_UNDECIDED").asString()).isEqualTo(undecided);
		assertThat(labels.at("/problemCode/talent-not-found").asString()).isEqualTo(notFound);
		assertThat(feishu.calls()).isEmpty();
	}

	@Test
	void returnsTextsInChineseByDefault() {
		assertThat(get(PATH).body()).isEqualTo(get(PATH, "Accept-Language", "zh").body());
	}

	@Test
	void anyCacheMayReuseTheTextsForADay() {
		HttpResponse<String> response = get(PATH, as("recruiter"));
		assertThat(response.headers().firstValue("Cache-Control")).hasValue("max-age=86400, public");
		assertThat(vary(response)).contains("accept-language", "accept-encoding").doesNotContain("authorization");
		assertThat(response.body()).isEqualTo(get(PATH).body());
		assertThat(etag(response)).isEqualTo(etag(get(PATH)));
	}

	@Test
	void returns304WhenTheEtagMatches() {
		String etag = etag(get(PATH, "Accept-Language", "en"));
		HttpResponse<String> response = get(PATH, "Accept-Language", "en", "If-None-Match", etag, "Cache-Control",
				"max-age=0");
		assertThat(response.statusCode()).isEqualTo(304);
		assertThat(response.body()).isEmpty();
		assertThat(etag(response)).isEqualTo(etag);
		assertThat(response.headers().firstValue("Cache-Control")).hasValue("max-age=86400, public");
		assertThat(vary(response)).contains("accept-language");
		assertThat(get(PATH, "Accept-Language", "zh", "If-None-Match", etag).statusCode()).isEqualTo(200);
		assertThat(get(PATH, "Accept-Language", "en", "Accept-Encoding", "gzip", "If-None-Match", etag).statusCode())
			.isEqualTo(200);
	}

	@Test
	void compressesTheTextsForClientsThatPreferGzip() throws IOException {
		HttpResponse<byte[]> response = getBytes(PATH, "Accept-Encoding", "gzip");
		assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
		assertThat(response.headers().firstValue("Content-Length")).hasValue("" + response.body().length);
		try (GZIPInputStream content = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
			String plain = get(PATH).body();
			assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain);
			assertThat(response.body().length).isLessThan(plain.length());
		}
	}

	@Test
	void webPagesOfConfiguredOriginsMayReadTheTexts() {
		HttpResponse<String> response = get(PATH, "Origin", "https://hr.example.com");
		assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://hr.example.com");
		assertThat(vary(response)).contains("origin", "accept-language");
		assertProblem(get(PATH, "Origin", "https://evil.example.com"), 403, "origin-not-allowed");
	}

	@Test
	void rejectsOtherMediaTypesAndUnknownKeys() {
		assertProblem(get(PATH, "Accept", "text/html"), 406, "not-acceptable");
		assertProblem(get(PATH, as("nobody")), 401, "unauthenticated");
	}

	private static String etag(HttpResponse<String> response) {
		return response.headers().firstValue("ETag").orElseThrow();
	}

	private static List<String> vary(HttpResponse<String> response) {
		return List
			.of(String.join(",", response.headers().allValues("Vary")).toLowerCase(Locale.ROOT).split("\\s*,\\s*"));
	}

}
