package io.feishuinterviews;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Feishu's API for store apps: tickets, tokens of the app, and tokens of tenants. It
 * rejects tokens and tickets that it has not issued.
 *
 * @param server the server
 */
public record StoreFeishu(FeishuServer server) {

	/**
	 * The tenants that have installed the app.
	 */
	public static final List<String> TENANTS = List.of("acme", "globex");

	private static final String RESEND = "/open-apis/auth/v3/app_ticket/resend";

	private static final String APP_TOKEN = "/open-apis/auth/v3/app_access_token";

	private static final String TENANT_TOKEN = "/open-apis/auth/v3/tenant_access_token";

	/**
	 * Return the settings of a service for the store app, each of whose tenants has a
	 * client of its name.
	 * @return the settings, as command line arguments
	 */
	public static List<String> settings() {
		List<String> settings = new ArrayList<>(
				List.of("--feishu.app-type=store", "--feishu.events.encrypt-key=" + Sandbox.ENCRYPT_KEY,
						"--feishu.events.verification-token=" + Sandbox.VERIFICATION_TOKEN,
						"--interviews.security.anonymous-tenant-key=acme",
						"--interviews.security.clients.operator.tenant-key=acme"));
		for (String tenant : TENANTS) {
			String client = "--interviews.security.clients." + tenant;
			settings.add(client + ".key-sha256=" + Sandbox.sha256(tenant + "-key"));
			settings.add(client + ".scopes=interviews:read");
			settings.add(client + ".tenant-key=" + tenant);
		}
		return settings;
	}

	/**
	 * Push a ticket to an instance, and issue tokens for it.
	 */
	public void pushTicket(Instance instance, TestTime time, String ticket) {
		issuesTokensFor(ticket);
		push(instance, time, "app_ticket", ",\"app_ticket\":\"%s\"".formatted(ticket));
	}

	/**
	 * Push an event about the app to an instance.
	 */
	public void push(Instance instance, TestTime time, String type, String more) {
		push(instance, time, FeishuEvents.SANDBOX.appEvent(UUID.randomUUID().toString(), type, more));
	}

	/**
	 * Push an event to an instance.
	 */
	public void push(Instance instance, TestTime time, String event) {
		String body = FeishuEvents.SANDBOX.encrypted(event);
		assertThat(
				instance.post("/feishu/events", body, FeishuEvents.SANDBOX.headers(time.instant(), body)).statusCode())
			.isEqualTo(200);
	}

	/**
	 * Issue a token of the app for a ticket, and tokens of the tenants for that.
	 */
	public void issuesTokensFor(String ticket) {
		issuesAppToken(ticket, "a-" + ticket);
		TENANTS.forEach((tenant) -> issuesTenantToken("a-" + ticket, tenant, "t-" + tenant + "-" + ticket));
	}

	/**
	 * Know no ticket, no token and no tenant.
	 */
	public void reset() {
		this.server.reset();
		resendAnswers(FeishuServer.json("{\"code\":0,\"msg\":\"success\"}"));
		this.server.wireMock()
			.stubFor(post(urlPathEqualTo(APP_TOKEN)).atPriority(1)
				.willReturn(FeishuServer.json("{\"code\":10012,\"msg\":\"get app access token fail\"}")));
		this.server.wireMock()
			.stubFor(post(urlPathEqualTo(TENANT_TOKEN)).atPriority(1)
				.willReturn(FeishuServer.json("{\"code\":99991664,\"msg\":\"app access token invalid\"}")));
	}

	public void resendAnswers(ResponseDefinitionBuilder answer) {
		this.server.wireMock().stubFor(post(urlPathEqualTo(RESEND)).atPriority(1).willReturn(answer));
	}

	/**
	 * Issue a token of the app for a ticket.
	 */
	public void issuesAppToken(String ticket, String token) {
		appTokenAnswers(ticket, FeishuServer.json("""
				{"code":0,"msg":"success","app_access_token":"%s","expire":7200}""".formatted(token)));
	}

	/**
	 * Respond to a request for a token of the app like this.
	 */
	public void appTokenAnswers(String ticket, ResponseDefinitionBuilder answer) {
		appTokenAnswers(Sandbox.APP_SECRET, ticket, answer);
	}

	/**
	 * Respond to a request for a token of the app like this, if this is the app's secret.
	 */
	public void appTokenAnswers(String secret, String ticket, ResponseDefinitionBuilder answer) {
		this.server.wireMock()
			.stubFor(post(urlPathEqualTo(APP_TOKEN)).atPriority(1)
				.withRequestBody(matchingJsonPath("$.app_id", equalTo(Sandbox.APP_ID)))
				.withRequestBody(matchingJsonPath("$.app_secret", equalTo(secret)))
				.withRequestBody(matchingJsonPath("$.app_ticket", equalTo(ticket)))
				.willReturn(answer));
	}

	/**
	 * Issue a token of a tenant for a token of the app.
	 */
	public void issuesTenantToken(String appToken, String tenant, String token) {
		tenantTokenAnswers(appToken, tenant, FeishuServer.json("""
				{"code":0,"msg":"success","tenant_access_token":"%s","expire":7200}""".formatted(token)));
	}

	/**
	 * Respond to a request for a token of a tenant like this.
	 */
	public void tenantTokenAnswers(String appToken, String tenant, ResponseDefinitionBuilder answer) {
		this.server.wireMock()
			.stubFor(post(urlPathEqualTo(TENANT_TOKEN)).atPriority(1)
				.withRequestBody(matchingJsonPath("$.app_access_token", equalTo(appToken)))
				.withRequestBody(matchingJsonPath("$.tenant_key", equalTo(tenant)))
				.willReturn(answer));
	}

	public List<LoggedRequest> resends() {
		return this.server.requests(RESEND);
	}

	public List<LoggedRequest> appTokenCalls() {
		return this.server.requests(APP_TOKEN);
	}

	public List<LoggedRequest> tenantTokenCalls() {
		return this.server.requests(TENANT_TOKEN);
	}

}
