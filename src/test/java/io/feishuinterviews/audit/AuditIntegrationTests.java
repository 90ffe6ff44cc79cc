package io.feishuinterviews.audit;

import java.time.Duration;
import java.util.List;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The audit log.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = "interviews.security.anonymous-scopes=")
class AuditIntegrationTests extends IntegrationTest {

	private static final String SAMPLE = "/talents/6949805467799537964/interviews";

	@Test
	void auditsEachAccessInOneLine(CapturedOutput output) {
		get(SAMPLE, as("reader", "X-Request-Id", "first"));
		get(SAMPLE, as("recruiter", "X-Request-Id", "second"));
		assertThat(lines(output, 2)).satisfiesExactly((line) -> assertThat(line)
			.endsWith("client=reader proof=key address=127.0.0.1 method=GET path=" + SAMPLE
					+ " talents=6949805467799537964 status=200 contact=masked served=\"fwd=miss; stored\" request=first"),
				(line) -> assertThat(line).endsWith("client=recruiter proof=key address=127.0.0.1 method=GET path="
						+ SAMPLE
						+ " talents=6949805467799537964 status=200 contact=full served=\"hit; ttl=60\" request=second"));
		get(SAMPLE + "?access_token=sent-by-mistake", as("reader"));
		assertThat(lines(output, 3).get(2)).contains(" status=400 ");
		assertThat(output).doesNotContain("逻辑严密")
			.doesNotContain("13333333333")
			.doesNotContain("reader-key")
			.doesNotContain("sent-by-mistake");
	}

	@Test
	void auditsTheStatusOfEachTalentOfABatch(CapturedOutput output) {
		get("/talents/interviews?talentId=7100000000000000001&talentId=%65rror-1002102&talentId=error-1002216",
				as("reader"));
		assertThat(lines(output, 1)).singleElement()
			.asString()
			.contains(
					" talents=7100000000000000001:200,error-1002102:404,error-1002216:403 status=200 contact=masked ");
	}

	@ParameterizedTest
	@CsvSource({ "/talents/error-1002102/interviews, 404", "/talents/interviews?talentId=error-1002102, 200",
			"/talents/interviews?talentId=, 400",
			"/open-apis/hire/v1/interviews/get_by_talent?talent_id=error-1002102, 400",
			"/open-apis/auth/v3/tenant_access_token/internal, 405" })
	void auditsNoContactForResponsesWithoutInterviews(String path, int status, CapturedOutput output) {
		get(path, as("recruiter"));
		assertThat(lines(output, 1)).singleElement()
			.asString()
			.contains(" status=" + status + " ")
			.doesNotContain("contact=");
	}

	@Test
	void auditsWhetherTheCallerSawFullNumbers(CapturedOutput output) {
		get("/talents/interviews?talentId=6949805467799537964", as("recruiter"));
		get("/open-apis/hire/v1/interviews/get_by_talent?talent_id=6949805467799537964", as("recruiter"));
		get("/open-apis/hire/v1/interviews/get_by_talent?talent_id=6949805467799537964", as("reader"));
		get(SAMPLE, as("recruiter", "If-None-Match", "*"));
		assertThat(lines(output, 4)).satisfiesExactly((line) -> assertThat(line).contains(" status=200 contact=full "),
				(line) -> assertThat(line).contains(" status=200 contact=full "),
				(line) -> assertThat(line).contains(" status=200 contact=masked "),
				(line) -> assertThat(line).contains(" status=304 contact=full "));
	}

	@Test
	void encodesColonsInTalentIds(CapturedOutput output) {
		get("/talents/interviews?talentId=a:200", as("reader"));
		assertThat(lines(output, 1)).singleElement().asString().contains(" talents=a%3A200 status=400 ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/%74alents/7100000000000000001/interviews", "/talents/7100000000000000001/%69nterviews",
			"/talents/%37100000000000000001/interviews" })
	void auditsTheTalentForAnySpellingOfThePath(String path, CapturedOutput output) {
		assertThat(get(path, as("reader")).statusCode()).isEqualTo(200);
		assertThat(lines(output, 1)).singleElement().asString().contains(" talents=7100000000000000001 ");
	}

	@Test
	void auditsTheLastOfManyTalentIds(CapturedOutput output) {
		get("/talents/interviews?" + ("talentId=" + "a".repeat(64) + "&").repeat(130) + "talentId=7100000000000000001",
				as("reader"));
		assertThat(lines(output, 1)).singleElement()
			.asString()
			.containsPattern("a:\\d{3},7100000000000000001:200 status=200 ");
	}

	@ParameterizedTest
	@CsvSource({ "nobody, /livez, client=unknown proof=none, 401, ''",
			"nobody, /talents/t/interviews, client=unknown proof=none, 401, t",
			"'', /talents/t/interviews, client=anonymous proof=none, 401, t",
			"operator, /talents/t/interviews, client=operator proof=key, 403, t",
			"operator, /talents/interviews?talentId=t, client=operator proof=key, 403, t",
			"reader, /talents/t.u/interviews, client=reader proof=key, 400, t.u",
			"reader, /actuator/env, client=reader proof=key, 403, ''",
			"operator, /actuator/env, client=operator proof=key, 200, ''",
			"reader, /open-apis/hire/v1/interviews/get_by_talent?talent_id=t&talentId=u, client=reader proof=key, 400, t",
			"nobody, /open-apis/hire/v1/interviews/get_by_talent?talent_id=t, client=unknown proof=none, 400, t",
			"'', /open-apis/hire/v1/interviews/%67et_by_talent?talent_id=t, client=anonymous proof=none, 400, t",
			"operator, /open-apis/hire/v1/interviews/get_by_talent?talent_id=t, client=operator proof=key, 400, t",
			"reader, /talents/t//interviews, client=unknown proof=none, 400, ''",
			"reader, /talents/error-1002102/interviews, client=reader proof=key, 404, error-1002102" })
	void auditsRejectedRequests(String client, String path, String who, int status, String talents,
			CapturedOutput output) {
		get(path, client.isEmpty() ? new String[0] : as(client));
		assertThat(lines(output, 1)).singleElement()
			.asString()
			.contains(who, " path=" + path.replaceFirst("\\?.*", "") + " ", " talents=" + talents + " ",
					" status=" + status + " ");
	}

	@Test
	void auditsAsynchronousResponsesOnce(CapturedOutput output) {
		feishu.answers("slow", FeishuServer.oneInterview("1").withFixedDelay(500));
		get("/talents/slow/interviews", as("reader"));
		assertThat(lines(output, 1)).hasSize(1);
		this.time.pass(Duration.ofHours(1));
		feishu.answers("slow", FeishuServer.error(429, 99991403));
		get("/talents/slow/interviews", as("reader"));
		assertThat(lines(output, 2).get(1)).contains("served=\"fwd=stale; fwd-status=429; detail=feishu-quota\"");
	}

	@Test
	void encodesClientInputInTheAuditLog(CapturedOutput output) {
		for (String path : List.of("/talents/a%0d%0aclient=recruiter/interviews",
				"/talents/interviews?talentId=a%0aclient%3Drecruiter%20talents=b",
				"/talents/x%20client=recruiter/interviews", "/talents/%E2%80%A8client=recruiter/interviews")) {
			get(path, as("reader", "X-Request-Id", "client=recruiter status=200"));
		}
		assertThat(lines(output, 4)).hasSize(4).allSatisfy((line) -> {
			assertThat(line).containsPattern("client=reader|client=unknown").doesNotContain(" client=recruiter");
			assertThat(line.split(" client=", -1)).hasSize(2);
		});
	}

	@Test
	void doesNotAuditProbesAndDocumentation(CapturedOutput output) {
		get("/livez");
		get("/actuator/health");
		get("/v3/api-docs");
		get("/labels");
		get("/talents/7100000000000000001/interviews", as("reader"));
		assertThat(lines(output, 1)).hasSize(1);
	}

	@Test
	void ignoresForwardedAddressesByDefault(CapturedOutput output) {
		get(SAMPLE, as("reader", "X-Forwarded-For", "203.0.113.7", "Forwarded", "for=203.0.113.7"));
		assertThat(lines(output, 1)).singleElement().asString().contains(" address=127.0.0.1 ");
	}

	/**
	 * Wait for so many lines, since they are written after the response.
	 */
	private static List<String> lines(CapturedOutput output, int count) {
		return await().until(() -> output.getOut().lines().filter((line) -> line.contains("interviews.audit")).toList(),
				(lines) -> lines.size() >= count);
	}

}
