package io.feishuinterviews.compat;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.feishuinterviews.security.caller.CallerAuthentication;
import io.feishuinterviews.security.key.ApiKeys;
import io.feishuinterviews.settings.ConditionalOnStoreApp;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Issues the tokens that SDKs of store apps request. As for custom apps, each token is
 * the API key itself: the app's token, whatever the app ticket is, and the token of the
 * tenant that the client belongs to.
 */
@Controller
@ConditionalOnStoreApp
class StoreTokenController {

	private final TokenResponses responses;

	private final ApiKeys keys;

	StoreTokenController(TokenResponses responses, ApiKeys keys) {
		this.responses = responses;
		this.keys = keys;
	}

	/**
	 * Accept a request to push the app ticket again. This service pushes nothing to
	 * clients.
	 */
	@PostMapping({ FeishuPaths.APP_TICKET_RESEND, FeishuPaths.APP_TICKET_RESEND + "/" })
	void resendAppTicket(HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.responses.respond(TokenRequest.class, request, response, (body) -> {
			Map<String, Object> rejection = this.responses.rejection(body, request, response);
			return (rejection != null) ? rejection : TokenResponses.success(request, response, "success");
		});
	}

	/**
	 * Return the app's token, or an error.
	 */
	@PostMapping({ FeishuPaths.STORE_APP_TOKEN, FeishuPaths.STORE_APP_TOKEN + "/" })
	void issueAppToken(HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.responses.respond(TokenRequest.class, request, response, (body) -> {
			Map<String, Object> rejection = this.responses.rejection(body, request, response);
			return (rejection != null) ? rejection : token("app_access_token",
					Objects.requireNonNull(Objects.requireNonNull(body).appSecret()), request, response);
		});
	}

	/**
	 * Return the token of the client's own tenant, or an error.
	 */
	@PostMapping({ FeishuPaths.STORE_TENANT_TOKEN, FeishuPaths.STORE_TENANT_TOKEN + "/" })
	void issueTenantToken(HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.responses.respond(TenantTokenRequest.class, request, response,
				(body) -> tenantToken(body, request, response));
	}

	private Map<String, Object> tenantToken(@Nullable TenantTokenRequest body, HttpServletRequest request,
			HttpServletResponse response) {
		if (body == null || !StringUtils.hasLength(body.appAccessToken()) || !StringUtils.hasLength(body.tenantKey())) {
			return this.responses.reject(null, request, response, 10003, "invalid param");
		}
		CallerAuthentication caller = this.keys.authenticate(body.appAccessToken(), request, response);
		if (caller == null) {
			return this.responses.reject(null, request, response, 99991664, "app access token invalid");
		}
		if (!caller.tenant().key().equals(body.tenantKey())) {
			return this.responses.reject(null, request, response, 10013, "get tenant access token fail");
		}
		return token("tenant_access_token", body.appAccessToken(), request, response);
	}

	private static Map<String, Object> token(String name, String key, HttpServletRequest request,
			HttpServletResponse response) {
		Map<String, Object> result = TokenResponses.success(request, response, "success");
		result.put(name, key);
		result.put("expire", TokenController.EXPIRE);
		return result;
	}

	/**
	 * The body of a request for a tenant's token.
	 *
	 * @param appAccessToken {@code app_access_token}: the API key
	 * @param tenantKey {@code tenant_key}: the tenant
	 */
	private record TenantTokenRequest(@JsonProperty("app_access_token") @Nullable String appAccessToken,
			@JsonProperty("tenant_key") @Nullable String tenantKey) {

		/**
		 * Omits the key, which must not be logged.
		 */
		@Override
		public String toString() {
			return "TenantTokenRequest[tenantKey=" + this.tenantKey + "]";
		}

	}

}
