package io.feishuinterviews.api;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many talents at once.
 */
class BatchIntegrationTests extends IntegrationTest {

	@Test
	void returnsBatchResultsInRequestOrderWithoutDuplicates() {
		HttpResponse<String> answer = get("/talents/interviews?talentId=7100000000000000002&talentId=error-1002102"
				+ "&talentId=7100000000000000010&talentId=error-html-502&talentId=7100000000000000002");
		assertThat(answer.statusCode()).isEqualTo(200);
		JsonNode results = json(answer).get("results");
		assertThat(results.valueStream().map((result) -> result.get("talentId").asString()))
			.containsExactly("7100000000000000002", "error-1002102", "7100000000000000010", "error-html-502");
		assertThat(results.valueStream().map((result) -> result.get("status").asInt())).containsExactly(200, 404, 200,
				502);
		assertThat(results.get(0).get("interviews")).isNotEmpty();
		assertThat(results.get(1).get("problem").get("code").asString()).isEqualTo("talent-not-found");
		assertThat(results.get(1).get("problem").get("instance").asString())
			.isEqualTo("/talents/error-1002102/interviews");
		assertThat(results.get(1).has("interviews")).isFalse();
		assertThat(results.get(2).get("interviews")).isEmpty();
		assertThat(results.get(3).get("problem").get("retryable").asBoolean()).isTrue();
	}

	@Test
	void returnsTheSameInterviewsInABatchAsForASingleTalent() {
		JsonNode alone = json(get("/talents/7100000000000000009/interviews", "Accept-Language", "en"));
		JsonNode among = json(get("/talents/interviews?talentId=7100000000000000001&talentId=7100000000000000009",
				"Accept-Language", "en"))
			.at("/results/1");
		assertThat(among.get("interviews")).isEqualTo(alone.get("interviews"));
	}

	@Test
	void batchesAndSingleRequestsShareTheCache() {
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1"));
		get("/talents/a/interviews");
		get("/talents/interviews?talentId=a&talentId=b");
		get("/talents/b/interviews");
		get("/talents/interviews?talentId=b&talentId=a&userIdType=open_id");
		assertThat(feishu.calls()).hasSize(2);
		get("/talents/interviews?talentId=a&userIdType=user_id");
		assertThat(feishu.calls()).hasSize(3);
	}

	@Test
	void returns304ForABatchWhenEtagMatches() {
		String path = "/talents/interviews?talentId=7100000000000000001&talentId=7100000000000000002";
		get(path);
		this.time.pass(Duration.ofSeconds(10));
		HttpResponse<String> answer = get(path);
		assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).startsWith("private, max-age=60,");
		assertThat(answer.headers().firstValue("Age")).hasValue("10");
		assertThat(answer.headers().firstValue("Cache-Status")).hasValue("feishu-interviews; hit; ttl=50");
		String etag = answer.headers().firstValue("ETag").orElseThrow();
		assertThat(get(path, "If-None-Match", etag).statusCode()).isEqualTo(304);
	}

	@Test
	void returns304ForABatchWhileATalentIsStillNotFound() {
		String path = "/talents/interviews?talentId=7100000000000000001&talentId=error-1002102";
		get(path);
		HttpResponse<String> answer = get(path);
		assertThat(answer.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
		assertThat(get(path, "If-None-Match", answer.headers().firstValue("ETag").orElseThrow()).statusCode())
			.isEqualTo(304);
	}

	@Test
	void omitsCacheStatusWhenATalentOfABatchIsNotFromTheCache() {
		HttpResponse<String> nothingCached = get("/talents/interviews?talentId=a&talentId=b", "Cache-Control",
				"only-if-cached");
		assertThat(nothingCached.headers().firstValue("Cache-Status")).isEmpty();
		get("/talents/7100000000000000001/interviews");
		HttpResponse<String> oneNotFound = get(
				"/talents/interviews?talentId=7100000000000000001&talentId=error-1002102");
		assertThat(oneNotFound.headers().firstValue("Cache-Status")).isEmpty();
	}

	@Test
	void acceptsUpTo100TalentsInABatch() {
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1"));
		HttpResponse<String> answer = get("/talents/interviews?" + talents(100) + "&talentId=t1");
		assertThat(json(answer).get("results")).hasSize(100);
		assertProblem(get("/talents/interviews?" + talents(101)), 400, "invalid-request");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "?talentId=", "?talentId=a&talentId=b.c", "?talentId=a,b", "?talentId=a&userIdType=x" })
	void rejectsInvalidBatchParameters(String query) {
		assertProblem(get("/talents/interviews" + query), 400, "invalid-request");
		assertThat(feishu.calls()).isEmpty();
	}

	@Test
	void limitsTheWholeBatchToOneDeadline() {
		feishu.answers("slow", FeishuServer.oneInterview("1").withFixedDelay(20_000));
		feishu.answers("slower", FeishuServer.oneInterview("1").withFixedDelay(20_000));
		long start = System.nanoTime();
		JsonNode results = json(get("/talents/interviews?talentId=slow&talentId=slower&talentId=7100000000000000001"))
			.get("results");
		assertThat(results.valueStream().map((result) -> result.get("status").asInt())).containsExactly(504, 504, 200);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(13));
	}

	private static String talents(int count) {
		return IntStream.range(0, count).mapToObj((i) -> "talentId=t" + i).collect(Collectors.joining("&"));
	}

}
