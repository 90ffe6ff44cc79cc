package io.feishuinterviews.cache;

import java.time.Duration;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Stale responses while Feishu denies access.
 */
@TestPropertySource(properties = "interviews.cache.stale-if-denied=1h")
class StaleIfDeniedIntegrationTests extends IntegrationTest {

	@Test
	void servesStaleResponsesForStaleIfDenied() {
		feishu.answers("t", FeishuServer.oneInterview("first"));
		get("/talents/t/interviews");
		feishu.answersForAnyTalent(FeishuServer.error(400, 99991672));
		this.time.pass(Duration.ofMinutes(61));
		assertThat(get("/talents/t/interviews").headers().firstValue("Cache-Status"))
			.hasValueSatisfying((status) -> assertThat(status).contains("fwd=stale", "detail=feishu-access"));
		assertThat(get("/talents/t/interviews", "Cache-Control", "only-if-cached").statusCode()).isEqualTo(200);
		this.time.pass(Duration.ofSeconds(1));
		assertProblem(get("/talents/t/interviews"), 502, "feishu-access");
		assertProblem(get("/talents/t/interviews", "Cache-Control", "only-if-cached"), 504, "not-cached");
	}

}
