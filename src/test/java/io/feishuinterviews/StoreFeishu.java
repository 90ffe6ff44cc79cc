package io.feishuinterviews;

import java.util.List;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

/**
 * What Feishu has for store apps: tickets, tokens of the app, and tokens of tenants. It
 * refuses what it has not issued.
 *
 * @param server the server
 */
public record StoreFeishu(FeishuServer server) {

	private static final String RESEND = "/open-apis/auth/v3/app_ticket/resend";

	private static final String APP_TOKEN = "/open-apis/auth/v3/app_access_token";

	private static final String TENANT_TOKEN = "/open-apis/auth/v3/tenant_access_token";

	/**
	 * Know no ticket, no token and no tenant.
	 */
	public void reset() {
		this.server.reset();
		resendAnswers(FeishuServer.json("{\"code\":0,\"msg\":\"success\"}"));
		this.server.wireMock()
			.stubFor(post(urlPathEqualTo(APP_TOKEN)).atPriority(3)
				.willReturn(FeishuServer.json("{\"code\":10012,\"msg\":\"get app access token fail\"}")));
		this.server.wireMock()
			.stubFor(post(urlPathEqualTo(TENANT_TOKEN)).atPriority(3)
				.willReturn(FeishuServer.json("{\"code\":99991664,\"msg\":\"app access token invalid\"}")));
	}

	public void resendAnswers(ResponseDefinitionBuilder answer) {
		this.server.wireMock().stubFor(post(urlPathEqualTo(RESEND)).atPriority(2).willReturn(answer));
	}

	/**
	 * Issue a token of the app for a ticket.
	 */
	public void issuesAppToken(String ticket, String token) {
		appTokenAnswers(ticket, FeishuServer.json("""
				{"code":0,"msg":"success","app_access_token":"%s","expire":7200}""".formatted(token)));
	}

	/**
	 * Answer a request for a token of the app like this.
	 */
	public void appTokenAnswers(String ticket, ResponseDefinitionBuilder answer) {
		this.server.wireMock()
			.stubFor(post(urlPathEqualTo(APP_TOKEN)).atPriority(2)
				.withRequestBody(matchingJsonPath("$.app_id", equalTo(Sandbox.APP_ID)))
				.withRequestBody(matchingJsonPath("$.app_secret", equalTo(Sandbox.APP_SECRET)))
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
	 * Answer a request for a token of a tenant like this.
	 */
	public void tenantTokenAnswers(String appToken, String tenant, ResponseDefinitionBuilder answer) {
		this.server.wireMock()
			.stubFor(post(urlPathEqualTo(TENANT_TOKEN)).atPriority(2)
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
