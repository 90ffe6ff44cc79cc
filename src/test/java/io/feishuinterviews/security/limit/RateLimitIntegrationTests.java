package io.feishuinterviews.security.limit;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.Sandbox;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How often each client may ask, in a time that only passes when it is let.
 */
@TestPropertySource(properties = { "interviews.security.clients.stormy.scopes=interviews:read",
		"interviews.security.clients.stormy.requests-per-second=20",
		"interviews.security.clients.slow.scopes=interviews:read",
		"interviews.security.clients.slow.requests-per-second=1" })
class RateLimitIntegrationTests extends IntegrationTest {

	private static final String PATH = "/talents/6949805467799537964/interviews";

	@DynamicPropertySource
	static void keys(DynamicPropertyRegistry registry) {
		registry.add("interviews.security.clients.slow.key-sha256", () -> Sandbox.sha256("slow-key"));
		registry.add("interviews.security.clients.stormy.key-sha256",
				() -> Sandbox.sha256("stormy-key") + "," + Sandbox.sha256("stormy-key-2"));
	}

	@Test
	void limitsEachClientSeparately() {
		for (int i = 0; i < 10; i++) {
			assertThat(get(PATH, as("stormy")).statusCode()).isEqualTo(200);
			assertThat(get(PATH, "Authorization", "Bearer stormy-key-2").statusCode()).isEqualTo(200);
		}
		HttpResponse<String> refused = get(PATH, "Authorization", "Bearer stormy-key-2");
		assertProblem(refused, 429, "too-many-requests");
		assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
		assertThat(refused.headers().firstValue("RateLimit-Policy")).hasValue("\"client\";q=20;w=1");
		assertThat(refused.headers().firstValue("RateLimit")).hasValue("\"client\";r=0;t=1");
		for (String[] other : List.of(as("reader"), as("recruiter"), new String[0])) {
			assertThat(get(PATH, other).statusCode()).isEqualTo(200);
		}
		this.time.pass(Duration.ofMillis(100));
		assertThat(get(PATH, as("stormy")).statusCode()).isEqualTo(200);
		assertThat(get(PATH, as("stormy")).statusCode()).isEqualTo(200);
		assertProblem(get(PATH, as("stormy")), 429, "too-many-requests");
		this.time.pass(Duration.ofMinutes(10));
		assertThat(get(PATH, as("stormy")).statusCode()).isEqualTo(200);
	}

	@Test
	void returnsTheRemainingRequestsToAKnownCaller() {
		List<HttpResponse<String>> answers = List.of(get(PATH, as("stormy")), get(PATH, as("stormy")),
				get(PATH, as("stormy", "If-None-Match", "*")), get("/talents/a.b/interviews", as("stormy")),
				get("/nothing", as("stormy")), get("/actuator/talents", as("stormy")), post(PATH, "", as("stormy")));
		assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(200, 200, 304, 400, 404, 403, 405);
		for (int i = 0; i < answers.size(); i++) {
			assertThat(answers.get(i).headers().allValues("RateLimit-Policy")).containsExactly("\"client\";q=20;w=1");
			assertThat(answers.get(i).headers().allValues("RateLimit"))
				.containsExactly("\"client\";r=%d;t=1".formatted(19 - i));
		}
	}

	@Test
	void doesNotReturnTheLimitToAnUnknownCaller() {
		assertThat(get(PATH).headers().firstValue("RateLimit")).isEmpty();
		assertThat(get(PATH, as("nobody")).headers().firstValue("RateLimit")).isEmpty();
	}

	@Test
	void allows1000RequestsPerSecondByDefault() {
		for (int i = 0; i < 1000; i++) {
			assertThat(get(PATH, as("reader", "If-None-Match", "*")).statusCode()).isEqualTo(304);
		}
		assertProblem(get(PATH, as("reader")), 429, "too-many-requests");
		assertThat(get(PATH).statusCode()).isEqualTo(200);
	}

	@Test
	void countsABatchAsItsNumberOfTalents() {
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1"));
		HttpResponse<String> answer = get(batch(15), as("stormy"));
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("RateLimit-Policy")).hasValue("\"client\";q=20;w=1");
		assertThat(answer.headers().firstValue("RateLimit")).hasValue("\"client\";r=5;t=1");
		answer = get(batch(15) + "&talentId=t0", as("stormy"));
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("RateLimit")).hasValue("\"client\";r=0;t=2");
		assertProblem(get(PATH, as("stormy")), 429, "too-many-requests");
		// it has had 10 too many, which take half a second, and one takes a 20th
		this.time.pass(Duration.ofMillis(549));
		assertProblem(get(PATH, as("stormy")), 429, "too-many-requests");
		this.time.pass(Duration.ofMillis(1));
		assertThat(get(PATH, as("stormy")).statusCode()).isEqualTo(200);
	}

	@Test
	void limitsTheAverageNumberOfTalentsPerSecond() {
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1"));
		HttpResponse<String> answer = get(batch(100), as("slow"));
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("RateLimit-Policy")).hasValue("\"client\";q=1;w=1");
		assertThat(answer.headers().firstValue("RateLimit")).hasValue("\"client\";r=0;t=100");
		HttpResponse<String> refused = get(batch(100), as("slow"));
		assertProblem(refused, 429, "too-many-requests");
		assertThat(refused.headers().firstValue("Retry-After")).hasValue("100");
		// not forgotten, though nobody asks meanwhile
		this.time.pass(Duration.ofSeconds(99));
		assertProblem(get(PATH, as("slow")), 429, "too-many-requests");
		this.time.pass(Duration.ofSeconds(1));
		assertThat(get(PATH, as("slow")).statusCode()).isEqualTo(200);
		assertThat(feishu.calls()).hasSize(101);
	}

	@Test
	void countsBatchesOfAnonymousClientsByAddress() {
		feishu.answersForAnyTalent(FeishuServer.oneInterview("1"));
		for (int i = 0; i < 9; i++) {
			assertThat(get(batch(100), "If-None-Match", "*").statusCode()).isEqualTo(304);
		}
		HttpResponse<String> last = get(batch(100));
		assertThat(last.headers().firstValue("RateLimit")).hasValue("\"client\";r=0;t=1");
		assertProblem(get(PATH), 429, "too-many-requests");
		assertThat(get(PATH, as("reader")).statusCode()).isEqualTo(200);
	}

	@Test
	void countsAnInvalidBatchAsOneRequest() {
		assertProblem(get(batch(101), as("stormy")), 400, "invalid-request");
		assertThat(get(batch(1), as("stormy")).headers().firstValue("RateLimit")).hasValue("\"client\";r=18;t=1");
	}

	private static String batch(int talents) {
		return IntStream.range(0, talents)
			.mapToObj((i) -> "talentId=t" + i)
			.collect(Collectors.joining("&", "/talents/interviews?", ""));
	}

}
