package io.feishuinterviews.events.webhook;

import io.feishuinterviews.FeishuEvents;
import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service without the keys for events. An empty value counts as none.
 */
@TestPropertySource(properties = { "feishu.events.encrypt-key=", "feishu.events.verification-token= " })
class NoWebhookIntegrationTests extends IntegrationTest {

	@Test
	void webhookDoesNotExistWithoutItsKeys() {
		FeishuEvents events = new FeishuEvents("", "", "cli_sandbox");
		String body = events.encrypted(events.challenge("a"));
		assertProblem(post("/feishu/events", body, as("reader")), 404, "no-such-path");
		assertThat(get("/actuator/prometheus", as("operator")).body()).doesNotContain("interviews_events");
		assertThat(get("/v3/api-docs").body()).doesNotContain("/feishu/events");
	}

}
