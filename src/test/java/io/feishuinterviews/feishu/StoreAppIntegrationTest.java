package io.feishuinterviews.feishu;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import io.feishuinterviews.FeishuEvents;
import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.Sandbox;
import io.feishuinterviews.StoreFeishu;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The service for a store app with two tenants, each of which has a client. Feishu pushes
 * events to its webhook.
 */
@TestPropertySource(properties = { "feishu.app-type=store", "feishu.events.encrypt-key=" + Sandbox.ENCRYPT_KEY,
		"feishu.events.verification-token=" + Sandbox.VERIFICATION_TOKEN,
		"interviews.security.anonymous-tenant-key=acme", "interviews.security.clients.reader.tenant-key=acme",
		"interviews.security.clients.recruiter.tenant-key=acme", "interviews.security.clients.operator.tenant-key=acme",
		"interviews.security.clients.acme.scopes=interviews:read", "interviews.security.clients.acme.tenant-key=acme",
		"interviews.security.clients.globex.scopes=interviews:read",
		"interviews.security.clients.globex.tenant-key=globex" })
public abstract class StoreAppIntegrationTest extends IntegrationTest {

	protected static final StoreFeishu store = new StoreFeishu(feishu);

	@Autowired
	protected MeterRegistry meters;

	@DynamicPropertySource
	static void tenants(DynamicPropertyRegistry registry) {
		for (String tenant : StoreFeishu.TENANTS) {
			registry.add("interviews.security.clients." + tenant + ".key-sha256", () -> Sandbox.sha256(key(tenant)));
		}
	}

	/**
	 * Have Feishu refuse the tickets of the test before.
	 */
	@BeforeEach
	void forgetTickets() {
		store.reset();
		read("acme", "nobody");
		this.time.passALongWhile();
		store.reset();
	}

	/**
	 * Have Feishu push a ticket, and issue tokens for it.
	 */
	protected void pushTicket(String ticket) {
		store.issuesTokensFor(ticket);
		push("app_ticket", ",\"app_ticket\":\"%s\"".formatted(ticket));
	}

	/**
	 * Have Feishu push an event about the app, and wait until the service has handled it.
	 */
	protected void push(String type, String more) {
		String id = UUID.randomUUID().toString();
		String body = FeishuEvents.SANDBOX.encrypted(FeishuEvents.SANDBOX.appEvent(id, type, more));
		double handled = handled(type);
		HttpResponse<String> answer = post("/feishu/events", body,
				FeishuEvents.SANDBOX.headers(this.time.instant(), body));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		await().until(() -> handled(type) == handled + 1);
	}

	/**
	 * Return how many events of a type were handled.
	 */
	private double handled(String type) {
		return this.meters.find("interviews.events")
			.tag("type", type)
			.counters()
			.stream()
			.mapToDouble(Counter::count)
			.sum();
	}

	protected HttpResponse<String> read(String tenant, String talentId) {
		return get("/talents/" + talentId + "/interviews", as(tenant, "Accept-Language", "en"));
	}

	protected CompletableFuture<HttpResponse<String>> reading(String tenant, String talentId) {
		return ask("/talents/" + talentId + "/interviews", as(tenant));
	}

	/**
	 * Let Feishu respond for a talent if this is the token.
	 */
	protected static void serves(String talentId, String token) {
		feishu.answers(talentId, token, FeishuServer.oneInterview("1"));
	}

	/**
	 * Return the tokens in the requests about a talent.
	 */
	protected static List<String> tokens(String talentId) {
		return feishu.calls(talentId).stream().map((call) -> call.getHeader("Authorization").substring(7)).toList();
	}

}
