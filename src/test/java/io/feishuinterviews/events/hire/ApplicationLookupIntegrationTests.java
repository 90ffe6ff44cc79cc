package io.feishuinterviews.events.hire;

import java.time.Duration;
import java.util.List;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.Sandbox;
import io.feishuinterviews.events.EventHandler;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application moves that no cached response has: it may be a new one of a cached
 * talent.
 */
@TestPropertySource(properties = { "feishu.events.encrypt-key=" + Sandbox.ENCRYPT_KEY,
		"feishu.events.verification-token=" + Sandbox.VERIFICATION_TOKEN, "feishu.events.look-up-applications=true" })
class ApplicationLookupIntegrationTests extends IntegrationTest {

	private static int applications;

	/**
	 * Earlier lookups are known for an hour.
	 */
	private final String application = "new-" + applications++;

	private HireEvents events;

	@Autowired
	private MeterRegistry meters;

	@Autowired
	void setHandlers(List<EventHandler> handlers) {
		this.events = new HireEvents(handlers);
	}

	@BeforeEach
	void cachesATalent() {
		feishu.answers("t", FeishuServer.oneInterview("first"));
		get("/talents/t/interviews");
		feishu.answers("t", FeishuServer.oneInterview("second"));
		this.time.pass(Duration.ofSeconds(10));
		feishu.wireMock().resetRequests();
	}

	@Test
	void expiresTheTalentOfANewApplication() {
		answer(talent("t"));
		double found = lookups("found");
		this.events.stageChanged(this.application);
		await().until(() -> lookups("found") == found + 1);
		await().untilAsserted(() -> assertThat(json(get("/talents/t/interviews")).at("/interviews/0/id").asString())
			.isEqualTo("second"));
	}

	@Test
	void callsFeishuOnceForAnApplication() {
		answer(talent("t"));
		double found = lookups("found");
		this.events.stageChanged(this.application);
		await().until(() -> lookups("found") == found + 1);
		await().untilAsserted(() -> assertThat(json(get("/talents/t/interviews")).at("/interviews/0/id").asString())
			.isEqualTo("second"));
		feishu.answers("t", FeishuServer.oneInterview("third"));
		this.time.pass(Duration.ofMinutes(1));
		this.events.stageChanged(this.application);
		assertThat(json(get("/talents/t/interviews")).at("/interviews/0/id").asString()).isEqualTo("third");
		assertThat(calls()).isEqualTo(1);
	}

	@Test
	void callsFeishuForNoApplicationThatACachedResponseContains() {
		this.events.stageChanged("1");
		get("/talents/t/interviews");
		assertThat(calls()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "400, 1002102, failed", "403, 99991672, failed", "500, 1002001, failed", "200, 99991663, failed" })
	void countsFailedApplicationLookups(int status, int code, String result) {
		answer(FeishuServer.error(status, code));
		double before = lookups(result);
		this.events.stageChanged(this.application);
		await().until(() -> lookups(result) == before + 1);
		assertThat(calls()).as("no retry").isEqualTo(1);
		assertThat(get("/talents/t/interviews", "Cache-Control", "only-if-cached").statusCode()).isEqualTo(200);
		assertThat(json(get("/actuator/health")).at("/components/feishu/status").asString()).isEqualTo("UP");
	}

	@ParameterizedTest
	@CsvSource({ "{}", "{'application':{}}", "{'application':{'talent_id':'a/b'}}", "{'application':[]}" })
	void countsAResponseWithoutATalent(String data) {
		answer(FeishuServer.json("{\"code\":0,\"data\":%s}".formatted(data.replace('\'', '"'))));
		double before = lookups("not-found");
		this.events.stageChanged(this.application);
		await().until(() -> lookups("not-found") == before + 1);
	}

	@Test
	void callsFeishuAgainAfterAFailedLookup() {
		answer(FeishuServer.error(500, 1002001));
		double before = lookups("failed");
		this.events.stageChanged(this.application);
		await().until(() -> lookups("failed") == before + 1);
		answer(talent("t"));
		this.time.pass(Duration.ofSeconds(2));
		double found = lookups("found");
		this.events.stageChanged(this.application);
		await().until(() -> lookups("found") == found + 1);
	}

	@Test
	void makesAtMost60CallsAMinute() {
		feishu.wireMock()
			.stubFor(WireMock.get(WireMock.urlPathMatching("/open-apis/hire/v1/applications/.*"))
				.willReturn(talent("t")));
		this.time.pass(Duration.ofMinutes(2));
		double limited = lookups("limited");
		double found = lookups("found");
		for (int i = 0; i < 500; i++) {
			this.events.stageChanged(this.application + "-" + i);
		}
		assertThat(lookups("limited")).isEqualTo(limited + 440);
		await().until(() -> lookups("found") + lookups("failed") >= found + 60);
		assertThat(feishu.wireMock()
			.findAll(WireMock.getRequestedFor(WireMock.urlPathMatching("/open-apis/hire/v1/applications/.*"))))
			.hasSizeLessThanOrEqualTo(60);
	}

	private void answer(ResponseDefinitionBuilder answer) {
		feishu.wireMock()
			.stubFor(WireMock.get(urlPathEqualTo("/open-apis/hire/v1/applications/" + this.application))
				.atPriority(1)
				.willReturn(answer));
	}

	private static ResponseDefinitionBuilder talent(String id) {
		return FeishuServer.json("""
				{"code":0,"msg":"ok","data":{"application":{"id":"1","talent_id":"%s","stage":{"id":"2"}}}}"""
			.formatted(id));
	}

	private int calls() {
		return feishu.wireMock()
			.findAll(WireMock.getRequestedFor(urlPathEqualTo("/open-apis/hire/v1/applications/" + this.application)))
			.size();
	}

	private double lookups(String result) {
		return this.meters.get("feishu.events.lookups").tag("result", result).counter().count();
	}

}
