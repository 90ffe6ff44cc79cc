package io.feishuinterviews.feishu;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.interview.JobLevelIdType;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.UserIdType;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.test.context.TestPropertySource;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Talents on which Feishu fails, and those on which it does not, with the circuit breaker
 * as shipped.
 */
@Tag("slow")
@TestPropertySource(properties = "resilience4j.timelimiter.instances.feishu.timeout-duration=1s")
class FailingTalentsIntegrationTests extends IntegrationTest {

	private static final String SDK = "/open-apis/hire/v1/interviews/get_by_talent?talent_id=";

	static Stream<Arguments> failures() {
		return Stream.of(arguments("an error", FeishuServer.error(500, 1002001)),
				arguments("a code that is not documented", FeishuServer.error(400, 1234567)),
				arguments("JSON that cannot be read", FeishuServer.json("{\"code\":0,\"data\":")),
				arguments("JSON of another form", FeishuServer.json("[]")),
				arguments("a page of HTML",
						aResponse().withStatus(502).withHeader("Content-Type", "text/html").withBody("<html>")),
				arguments("a reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
				arguments("nothing for a long time", FeishuServer.oneInterview("1").withFixedDelay(20_000)));
	}

	@BeforeEach
	void hasATokenAndNoVotes() {
		// the first call may take longer than this time limit
		await().untilAsserted(() -> {
			this.time.pass(Duration.ofSeconds(6));
			assertThat(answerFor("first").statusCode()).isEqualTo(200);
		});
		this.breakers.circuitBreaker("feishu").reset();
		feishu.forgetCalls();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("failures")
	void twoPolledFailingTalentsDoNotAffectOtherTalents(String name, ResponseDefinitionBuilder failure) {
		feishu.answers("bad-1", failure);
		feishu.answers("bad-2", failure);
		List<CompletableFuture<HttpResponse<String>>> polls = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			polls.add(ask("/talents/bad-1/interviews"));
			polls.add(ask("/talents/bad-2/interviews", "Cache-Control", "no-cache"));
			if (i % 10 == 9) {
				assertThat(answerFor("healthy-" + i).statusCode()).isEqualTo(200);
			}
			this.time.pass(Duration.ofMillis(100));
		}
		assertThat(polls).allSatisfy((poll) -> {
			assertThat(poll.join().statusCode()).isIn(502, 504);
			assertThat(poll.join().headers().firstValue("Retry-After")).isPresent();
		});
		// 20 s hold five requests at most: after 0, 1, 3, 7 and 15 s
		assertThat(feishu.calls("bad-1").size()).isBetween(1, 15);
		assertThat(feishu.calls("bad-2").size()).isBetween(1, 15);
		assertThat(state()).isEqualTo(State.CLOSED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/talents/error-1002001/interviews", "/talents/error-1002002/interviews",
			"/talents/error-99991672/interviews", "/talents/error-1000004/interviews", SDK + "error-1002001",
			SDK + "error-1002002", SDK + "error-99991672", SDK + "error-1000004" })
	void failsFastWithBackoffThatDoublesUpTo30Seconds(String path) {
		for (int backoff : new int[] { 1, 2, 4, 8, 16, 30, 30 }) {
			feishu.forgetCalls();
			HttpResponse<String> failed = get(path);
			assertThat(failed.statusCode()).isGreaterThanOrEqualTo(400);
			assertThat(failed.headers().firstValue("Retry-After")).hasValue(String.valueOf(backoff));
			int calls = feishu.calls().size();
			assertThat(calls).isBetween(1, 3);
			this.time.pass(Duration.ofSeconds(backoff).minusMillis(300));
			HttpResponse<String> again = get(path, "Cache-Control", "no-cache");
			assertThat(again.statusCode()).isEqualTo(failed.statusCode());
			assertThat(again.headers().firstValue("Retry-After")).hasValue("1");
			assertThat(feishu.calls()).hasSize(calls);
			this.time.pass(Duration.ofMillis(300));
		}
	}

	@Test
	void resetsTheBackoffOfATalentAfterASuccess() {
		feishu.answers("t", FeishuServer.error(500, 1002001));
		get("/talents/t/interviews");
		this.time.pass(Duration.ofSeconds(1));
		assertThat(get("/talents/t/interviews").headers().firstValue("Retry-After")).hasValue("2");
		this.time.pass(Duration.ofSeconds(2));
		assertThat(answerFor("t").statusCode()).isEqualTo(200);
		feishu.answers("t", FeishuServer.error(500, 1002001));
		HttpResponse<String> failed = get("/talents/t/interviews", "Cache-Control", "no-cache");
		assertThat(failed.statusCode()).isEqualTo(200);
		this.time.pass(Duration.ofSeconds(1));
		failed = get("/talents/t/interviews", "Cache-Control", "no-cache");
		assertProblem(failed, 502, "feishu-failure");
		assertThat(failed.headers().firstValue("Retry-After")).hasValue("1");
	}

	@Test
	void servesStaleDuringTheBackoffOfATalent() {
		answerFor("t");
		feishu.answers("t", FeishuServer.error(500, 1002001));
		this.time.pass(Duration.ofMinutes(20));
		for (int i = 0; i < 50; i++) {
			assertThat(get("/talents/t/interviews").statusCode()).isEqualTo(200);
			this.time.pass(Duration.ofMillis(100));
		}
		// one before, and three after 0, 1 and 3 s
		assertThat(feishu.calls("t").size()).isBetween(4, 10);
	}

	@Test
	void eachKindOfIdOfAFailingTalentHasItsOwnBackoffAndTheCircuitBreakerStaysClosed() {
		feishu.answersForAnyTalent(FeishuServer.error(500, 1002001));
		for (int i = 0; i < 60; i++) {
			for (UserIdType user : UserIdType.values()) {
				for (JobLevelIdType level : JobLevelIdType.values()) {
					get("/talents/t/interviews?userIdType=%s&jobLevelIdType=%s".formatted(TalentQuery.wireName(user),
							TalentQuery.wireName(level)), "Cache-Control", "no-cache");
				}
			}
			this.time.pass(Duration.ofSeconds(1));
		}
		int kinds = UserIdType.values().length * JobLevelIdType.values().length;
		// after 0, 1, 3, 7, 15 and 31 s
		assertThat(feishu.calls()).hasSize(kinds * 6 * 3);
		assertThat(state()).isEqualTo(State.CLOSED);
	}

	@Test
	void opensTheCircuitBreakerAfterTenFailingTalents() {
		feishu.answersForAnyTalent(FeishuServer.error(500, 1002001));
		for (int i = 0; i < 9; i++) {
			get("/talents/bad-%d/interviews".formatted(i));
			get("/talents/bad-%d/interviews?userIdType=union_id".formatted(i));
		}
		assertThat(state()).isEqualTo(State.CLOSED);
		get("/talents/bad-9/interviews");
		assertThat(state()).isEqualTo(State.OPEN);
		feishu.forgetCalls();
		HttpResponse<String> refused = get("/talents/healthy/interviews");
		assertProblem(refused, 503, "feishu-unavailable");
		assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
		assertThat(feishu.calls()).isEmpty();
	}

	@Test
	void opensTheCircuitBreakerAfterOneTimeoutWhenFeishuHangs() {
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1").withFixedDelay(20_000));
		IntStream.range(0, 30)
			.mapToObj((i) -> ask("/talents/slow-%d/interviews".formatted(i)))
			.toList()
			.forEach(CompletableFuture::join);
		assertThat(state()).isEqualTo(State.OPEN);
		// one each, and more only from those that failed before the tenth
		assertThat(feishu.calls().size()).isBetween(30, 60);
	}

	@Test
	void closesTheCircuitBreakerWhenOtherTalentsSucceed() {
		opened();
		this.time.pass(Duration.ofSeconds(6));
		// these two still fail, and decide nothing
		for (int i = 0; i < 10; i++) {
			get("/talents/bad-0/interviews");
			get("/talents/bad-1/interviews");
			this.time.pass(Duration.ofSeconds(1));
		}
		assertThat(state()).isEqualTo(State.HALF_OPEN);
		for (int i = 0; i < 3; i++) {
			assertThat(answerFor("healthy-" + i).statusCode()).isEqualTo(200);
		}
		assertThat(state()).isEqualTo(State.CLOSED);
		// no request waits for calls that failed during the outage
		for (int i = 0; i < 10; i++) {
			assertThat(answerFor("bad-" + i).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void closesTheCircuitBreakerWhenFailedTalentsSucceed() {
		opened();
		this.time.pass(Duration.ofSeconds(6));
		for (int i = 0; i < 3; i++) {
			assertThat(answerFor("bad-" + i).statusCode()).isEqualTo(200);
		}
		assertThat(state()).isEqualTo(State.CLOSED);
	}

	@Test
	void reopensTheCircuitBreakerWhenTrialCallsFail() {
		opened();
		for (int minute = 0; minute < 3; minute++) {
			this.time.pass(Duration.ofSeconds(60));
			for (int i = 0; i < 3; i++) {
				get("/talents/other-%d-%d/interviews".formatted(minute, i));
			}
			assertThat(state()).isEqualTo(State.OPEN);
		}
	}

	private void opened() {
		feishu.answersForAnyTalent(FeishuServer.error(500, 1002001));
		for (int i = 0; i < 10; i++) {
			get("/talents/bad-%d/interviews".formatted(i));
		}
		assertThat(state()).isEqualTo(State.OPEN);
	}

	private HttpResponse<String> answerFor(String healthy) {
		feishu.answers(healthy, FeishuServer.oneInterview("1"));
		return get("/talents/%s/interviews".formatted(healthy));
	}

	private State state() {
		return this.breakers.circuitBreaker("feishu").getState();
	}

}
