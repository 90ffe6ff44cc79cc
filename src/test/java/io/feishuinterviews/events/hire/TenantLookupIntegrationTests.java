package io.feishuinterviews.events.hire;

import java.util.List;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.matching.UrlPathPattern;
import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.events.EventHandler;
import io.feishuinterviews.feishu.StoreAppIntegrationTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Each tenant has its own limit for looking up applications.
 */
@TestPropertySource(properties = "feishu.events.look-up-applications=true")
class TenantLookupIntegrationTests extends StoreAppIntegrationTest {

	private static final UrlPathPattern APPLICATION = urlPathMatching("/open-apis/hire/v1/applications/.*");

	@Autowired
	private List<EventHandler> handlers;

	@Test
	void looksUpTheApplicationOfATenantWhileAnotherIsLimited() {
		pushTicket("k");
		feishu.wireMock().stubFor(WireMock.get(APPLICATION).willReturn(FeishuServer.json("""
				{"code":0,"msg":"ok","data":{"application":{"id":"1","talent_id":"t"}}}""")));
		for (int i = 0; i < 100; i++) {
			new HireEvents(this.handlers, "acme").stageChanged("a" + i);
		}
		assertThat(this.meters.get("feishu.events.lookups").tag("result", "limited").counter().count()).isEqualTo(40);
		new HireEvents(this.handlers, "globex").stageChanged("a1");
		await().until(() -> feishu.wireMock()
			.findAll(getRequestedFor(APPLICATION).withHeader("Authorization", equalTo("Bearer t-globex-k")))
			.size() == 1);
	}

}
