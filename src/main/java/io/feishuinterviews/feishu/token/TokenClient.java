package io.feishuinterviews.feishu.token;

import java.util.Map;
import java.util.function.Function;

import io.feishuinterviews.feishu.call.FeishuHttp;
import io.feishuinterviews.feishu.connection.Secret;
import io.feishuinterviews.feishu.payload.TokenPayload;
import io.feishuinterviews.feishu.response.FeishuResponseReader;
import io.feishuinterviews.feishu.response.IssuedToken;
import io.feishuinterviews.interview.Tenant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The calls for tokens. Each is one HTTP request, without retries.
 */
final class TokenClient {

	private static final String PREFIX = "/open-apis/auth/v3/";

	private final FeishuHttp http;

	private final FeishuResponseReader responses;

	private final String appId;

	TokenClient(FeishuHttp http, FeishuResponseReader responses, String appId) {
		this.http = http;
		this.responses = responses;
		this.appId = appId;
	}

	/**
	 * Request the tenant token of a custom app.
	 * @param secret the secret of the app
	 * @return the token
	 */
	Mono<IssuedToken> tenantToken(Secret secret) {
		return token("tenant_access_token", "tenant_access_token/internal",
				Map.of("app_id", this.appId, "app_secret", secret), TokenPayload::tenantAccessToken);
	}

	/**
	 * Request the token of a store app.
	 * @param secret the secret of the app
	 * @param ticket the app ticket
	 * @return the token
	 */
	Mono<IssuedToken> appToken(Secret secret, Secret ticket) {
		return token("app_access_token", "app_access_token",
				Map.of("app_id", this.appId, "app_secret", secret, "app_ticket", ticket), TokenPayload::appAccessToken);
	}

	/**
	 * Request a store app's token of a tenant.
	 * @param appToken the token of the app
	 * @param tenant the tenant
	 * @return the token
	 */
	Mono<IssuedToken> tenantToken(AccessToken appToken, Tenant tenant) {
		return token("tenant_access_token", "tenant_access_token",
				Map.of("app_access_token", appToken.value(), "tenant_key", tenant.key()),
				TokenPayload::tenantAccessToken);
	}

	/**
	 * Request that Feishu pushes the app ticket again, as an event.
	 * @param secret the secret of the app
	 * @return a value if Feishu has accepted the request
	 */
	Mono<Boolean> resendTicket(Secret secret) {
		return this.http.call("app_ticket_resend",
				post("app_ticket/resend", Map.of("app_id", this.appId, "app_secret", secret)),
				this.responses::accepted);
	}

	private Mono<IssuedToken> token(String name, String path, Map<String, Object> body,
			Function<TokenPayload, @Nullable String> field) {
		return this.http.call(name, post(path, body), (response) -> this.responses.token(response, field));
	}

	private WebClient.RequestHeadersSpec<?> post(String path, Map<String, Object> body) {
		return this.http.client().post().uri(PREFIX + path).contentType(MediaType.APPLICATION_JSON).bodyValue(body);
	}

}
