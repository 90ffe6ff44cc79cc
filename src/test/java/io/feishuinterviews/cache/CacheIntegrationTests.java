package io.feishuinterviews.cache;

import java.io.File;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.Programs;
import io.feishuinterviews.Requirements;
import io.feishuinterviews.interview.JobLevelIdType;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UserIdType;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Storing, expiry and request coalescing.
 */
class CacheIntegrationTests extends IntegrationTest {

	@Test
	void collapsesConcurrentMissesIntoOneCall() {
		feishu.answersTokenRequests(FeishuServer.json("""
				{"code":0,"tenant_access_token":"t","expire":7200}""").withFixedDelay(200));
		feishu.answers("t", FeishuServer.oneInterview("1").withFixedDelay(300));
		assertThat(getAtOnce(50, "/talents/t/interviews"))
			.allSatisfy((answer) -> assertThat(answer.statusCode()).isEqualTo(200));
		assertThat(feishu.tokenCalls()).hasSize(1);
		assertThat(feishu.calls("t")).hasSize(1);
	}

	@Test
	void revalidatesWhenTheStoredResponseIsStale() {
		feishu.answers("t", FeishuServer.oneInterview("1"));
		get("/talents/t/interviews");
		this.time.pass(Duration.ofSeconds(59));
		get("/talents/t/interviews");
		assertThat(feishu.calls("t")).hasSize(1);
		this.time.pass(Duration.ofSeconds(2));
		get("/talents/t/interviews");
		await().untilAsserted(() -> assertThat(feishu.calls("t")).hasSize(2));
	}

	@ParameterizedTest
	@ValueSource(strings = { "no-cache", "max-age=0", "no-cache, max-age=0" })
	void validatesWithoutACallWhenTheClientAddsADirectiveToItsEntityTag(String directives) {
		feishu.answers("t", FeishuServer.oneInterview("1"));
		String etag = get("/talents/t/interviews").headers().firstValue("ETag").orElseThrow();
		assertThat(get("/talents/t/interviews", "If-None-Match", etag, "Cache-Control", directives).statusCode())
			.isEqualTo(304);
		assertThat(get("/talents/t/interviews", "If-None-Match", "\"old\"", "Cache-Control", directives).statusCode())
			.isEqualTo(200);
		assertThat(feishu.calls("t")).hasSize(1);
		feishu.answers("t", FeishuServer.error(500, 1002001));
		this.time.pass(Duration.ofMinutes(30));
		assertThat(get("/talents/t/interviews", "If-None-Match", etag, "Cache-Control", directives).statusCode())
			.isEqualTo(304);
	}

	@Test
	void validatesWithoutACallWhenNodeFetches() throws Exception {
		File node = Requirements.program("fetch of Node.js", "node");
		feishu.answers("t", FeishuServer.oneInterview("1"));
		String url = "http://localhost:" + this.port + "/talents/t/interviews";
		ProcessBuilder fetch = new ProcessBuilder(node.getPath(), "-e", """
				const first = await fetch(process.argv[1]);
				const headers = { 'If-None-Match': first.headers.get('ETag') };
				const second = await fetch(process.argv[1], { headers });
				console.log(first.status, second.status);
				""", "--input-type=module", url).redirectErrorStream(true);
		assertThat(Programs.run(fetch)).isEqualTo("200 304\n");
		assertThat(feishu.calls("t")).hasSize(1);
	}

	@Test
	void cachesNoFailure() {
		feishu.answers("t", FeishuServer.error(400, 1002002));
		assertThat(get("/talents/t/interviews").statusCode()).isEqualTo(400);
		feishu.answers("t", FeishuServer.oneInterview("1"));
		this.time.pass(Duration.ofSeconds(1));
		assertThat(get("/talents/t/interviews").statusCode()).isEqualTo(200);
	}

	@Test
	void completesOtherRequestsWhenOneClientDisconnects() {
		feishu.answers("t", FeishuServer.oneInterview("1").withFixedDelay(500));
		var goesAway = ask("/talents/t/interviews");
		var stays = ask("/talents/t/interviews");
		await().untilAsserted(() -> assertThat(feishu.calls("t")).hasSize(1));
		goesAway.cancel(true);
		assertThat(stays.join().statusCode()).isEqualTo(200);
		assertThat(feishu.calls("t")).hasSize(1);
	}

	@Test
	void marksCollapsedRequestsInCacheStatus() {
		feishu.answers("t", FeishuServer.oneInterview("1").withFixedDelay(500));
		List<String> cold = cacheStatus(getAtOnce(20, "/talents/t/interviews"));
		assertThat(cold).containsOnlyOnce("feishu-interviews; fwd=miss; stored")
			.contains("feishu-interviews; fwd=miss; collapsed");
		this.time.pass(Duration.ofSeconds(700));
		List<String> stale = cacheStatus(getAtOnce(20, "/talents/t/interviews"));
		assertThat(stale).containsOnlyOnce("feishu-interviews; fwd=stale; stored")
			.contains("feishu-interviews; fwd=stale; collapsed");
	}

	@Test
	void reportsFeishusStatusOfAFailureInCacheStatus() {
		feishu.answers("t", FeishuServer.error(500, 1002001));
		assertThat(cacheStatus(get("/talents/t/interviews")))
			.isEqualTo("feishu-interviews; fwd=miss; fwd-status=500; detail=feishu-failure");
		this.breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
		assertThat(cacheStatus(get("/talents/interviews?talentId=t")))
			.isEqualTo("feishu-interviews; fwd=miss; fwd-status=500; detail=feishu-failure");
		this.breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
		feishu.answers("slow", FeishuServer.oneInterview("1").withFixedDelay(20_000));
		assertThat(cacheStatus(get("/talents/slow/interviews")))
			.isEqualTo("feishu-interviews; fwd=miss; detail=feishu-timeout");
	}

	@Test
	void omitsFwdStatusFromCacheStatusOf304Responses() {
		feishu.answers("t", FeishuServer.oneInterview("1"));
		String etag = get("/talents/t/interviews").headers().firstValue("ETag").orElseThrow();
		this.time.pass(Duration.ofSeconds(10));
		HttpResponse<String> hit = get("/talents/t/interviews", "If-None-Match", etag);
		assertThat(cacheStatus(hit)).isEqualTo("feishu-interviews; hit; ttl=50");
		assertThat(hit.headers().firstValue("Age")).hasValue("10");
		assertThat(hit.headers().firstValue("Cache-Control"))
			.hasValueSatisfying((control) -> assertThat(control).startsWith("private, max-age=60,"));
		HttpResponse<String> fetched = get("/talents/t/interviews", "If-None-Match", etag, "Cache-Control",
				"no-cache, max-age=30");
		assertThat(fetched.statusCode()).isEqualTo(304);
		assertThat(cacheStatus(fetched)).isEqualTo("feishu-interviews; fwd=request; stored; fwd-status=200");
	}

	@Test
	void storesNothingForNoStore() {
		feishu.answers("t", FeishuServer.oneInterview("1"));
		for (int i = 0; i < 2; i++) {
			HttpResponse<String> answer = get("/talents/t/interviews", "Cache-Control", "no-store");
			assertThat(json(answer).at("/interviews/0/id").asString()).isEqualTo("1");
			assertThat(cacheStatus(answer)).isEqualTo("feishu-interviews; fwd=miss");
		}
		assertThat(get("/talents/interviews?talentId=t", "Cache-Control", "no-store").statusCode()).isEqualTo(200);
		assertThat(feishu.calls("t")).hasSize(3);
		assertThat(get("/talents/t/interviews", "Cache-Control", "only-if-cached").statusCode()).isEqualTo(504);
	}

	@Test
	void storesANegativeResponseToANoStoreRequest() {
		for (int i = 0; i < 2; i++) {
			assertThat(get("/talents/error-1002102/interviews", "Cache-Control", "no-store").statusCode())
				.isEqualTo(404);
		}
		assertThat(feishu.calls("error-1002102")).hasSize(1);
	}

	@Test
	void servesNoStoreRequestsFromTheCache() {
		feishu.answers("t", FeishuServer.oneInterview("1"));
		get("/talents/t/interviews");
		assertThat(cacheStatus(get("/talents/t/interviews", "Cache-Control", "no-store")))
			.isEqualTo("feishu-interviews; hit; ttl=60");
		feishu.answers("t", FeishuServer.oneInterview("2"));
		this.time.pass(Duration.ofSeconds(10));
		HttpResponse<String> fetched = get("/talents/t/interviews", "Cache-Control", "no-cache, no-store");
		assertThat(json(fetched).at("/interviews/0/id").asString()).isEqualTo("2");
		assertThat(cacheStatus(fetched)).isEqualTo("feishu-interviews; fwd=request");
		assertThat(json(get("/talents/t/interviews")).at("/interviews/0/id").asString()).isEqualTo("1");
		feishu.answers("t", FeishuServer.error(500, 1002001));
		this.time.pass(Duration.ofSeconds(700));
		assertThat(cacheStatus(get("/talents/t/interviews", "Cache-Control", "no-store")))
			.isEqualTo("feishu-interviews; fwd=stale; fwd-status=500; detail=feishu-failure");
	}

	@Test
	void collapsesConcurrentNoStoreRequests() {
		feishu.answers("t", FeishuServer.oneInterview("1").withFixedDelay(1000));
		List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 10)
			.mapToObj((i) -> ask("/talents/t/interviews", "Cache-Control", "no-store"))
			.toList();
		assertThat(cacheStatus(answers.stream().map(CompletableFuture::join).toList()))
			.containsOnlyOnce("feishu-interviews; fwd=miss")
			.contains("feishu-interviews; fwd=miss; collapsed");
		assertThat(feishu.calls("t")).hasSize(1);
	}

	private static List<String> cacheStatus(List<HttpResponse<String>> answers) {
		return answers.stream().map(CacheIntegrationTests::cacheStatus).toList();
	}

	private static String cacheStatus(HttpResponse<String> answer) {
		return answer.headers().firstValue("Cache-Status").orElse("");
	}

	@Test
	void exposesTheCachesThroughActuator() {
		feishu.answers("t", FeishuServer.oneInterview("1"));
		get("/talents/t/interviews");
		get("/talents/t/interviews");
		assertThat(
				json(get("/actuator/caches", as("operator"))).at("/cacheManagers/cacheManager/caches").propertyNames())
			.contains("interviews", "tenant-token");
		assertThat(json(get("/actuator/metrics/cache.gets?tag=cache:interviews&tag=result:hit", as("operator")))
			.at("/measurements/0/value")
			.asDouble()).isPositive();
	}

	@Test
	void evictsTalentsThroughSpringsCacheManager() {
		feishu.answers("t", FeishuServer.oneInterview("1"));
		get("/talents/t/interviews");
		this.caches.getCache("interviews")
			.evict(new TalentQuery(new Talent(Tenant.OWN, "t"), UserIdType.OPEN_ID, JobLevelIdType.JOB_LEVEL_ID));
		get("/talents/t/interviews");
		assertThat(feishu.calls("t")).hasSize(2);
	}

}
