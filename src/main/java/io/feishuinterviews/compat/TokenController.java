package io.feishuinterviews.compat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Issues the token that SDKs request: the API key itself. The token is valid with every
 * instance until the operator revokes the key. It needs no storage, signature or expiry.
 */
@Controller
class TokenController {

	/**
	 * How long SDKs keep a token, in seconds: as long as Feishu's.
	 */
	static final long EXPIRE = 7200;

	private final TokenResponses responses;

	TokenController(TokenResponses responses) {
		this.responses = responses;
	}

	/**
	 * Return a token, or an error, which also has HTTP status 200.
	 */
	@PostMapping({ FeishuPaths.TENANT_TOKEN, FeishuPaths.TENANT_TOKEN + "/" })
	void issueTenantToken(HttpServletRequest request, HttpServletResponse response) throws IOException {
		issue(request, response, "tenant_access_token");
	}

	/**
	 * Return an app token and a tenant token, as Feishu does for custom apps, or an
	 * error.
	 */
	@PostMapping({ FeishuPaths.APP_TOKEN, FeishuPaths.APP_TOKEN + "/" })
	void issueAppToken(HttpServletRequest request, HttpServletResponse response) throws IOException {
		issue(request, response, "app_access_token", "tenant_access_token");
	}

	private void issue(HttpServletRequest request, HttpServletResponse response, String... names) throws IOException {
		this.responses.respond(TokenRequest.class, request, response, (body) -> {
			Map<String, Object> rejection = this.responses.rejection(body, request, response);
			if (rejection != null) {
				return rejection;
			}
			Map<String, Object> tokens = TokenResponses.success(request, response, "ok");
			List.of(names).forEach((name) -> tokens.put(name, Objects.requireNonNull(body).appSecret()));
			tokens.put("expire", EXPIRE);
			return tokens;
		});
	}

}
