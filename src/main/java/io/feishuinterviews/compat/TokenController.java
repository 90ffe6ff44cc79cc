package io.feishuinterviews.compat;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.feishuinterviews.audit.AuditAttributes;
import io.feishuinterviews.security.ApiKeys;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Issues the token that SDKs request: the API key itself. The token is valid with every
 * instance until the operator revokes the key. It needs no storage, signature or expiry.
 */
@Controller
class TokenController {

	/**
	 * How long SDKs keep a token, in seconds; as Feishu has it.
	 */
	private static final long EXPIRE = 7200;

	private final ApiKeys keys;

	private final JsonMapper json;

	private final Duration patience;

	TokenController(ApiKeys keys, JsonMapper json, @Value("${server.tomcat.connection-timeout}") Duration patience) {
		this.keys = keys;
		this.json = json;
		this.patience = patience;
	}

	/**
	 * Return a token, or an error, which also has HTTP status 200.
	 */
	@PostMapping({ FeishuPaths.TENANT_TOKEN, FeishuPaths.TENANT_TOKEN + "/" })
	void issueTenantToken(HttpServletRequest request, HttpServletResponse response) throws IOException {
		issue(request, response, "tenant_access_token");
	}

	/**
	 * Answer in the same way with an app token, and the tenant token beside it, as Feishu
	 * does for custom apps.
	 */
	@PostMapping({ FeishuPaths.APP_TOKEN, FeishuPaths.APP_TOKEN + "/" })
	void issueAppToken(HttpServletRequest request, HttpServletResponse response) throws IOException {
		issue(request, response, "app_access_token", "tenant_access_token");
	}

	private void issue(HttpServletRequest request, HttpServletResponse response, String... names) throws IOException {
		new BoundedBodyReader(this.patience).read(request, response,
				(body) -> answer(read(body), request, response, List.of(names)));
	}

	private void answer(@Nullable TokenRequest asked, HttpServletRequest request, HttpServletResponse response,
			List<String> names) throws IOException {
		byte[] answer = this.json.writeValueAsBytes(tokens(asked, request, response, names));
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		response.setContentLength(answer.length);
		response.getOutputStream().write(answer);
	}

	private @Nullable TokenRequest read(byte[] body) {
		try {
			return this.json.readValue(body, TokenRequest.class);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private Map<String, Object> tokens(@Nullable TokenRequest asked, HttpServletRequest request,
			HttpServletResponse response, List<String> names) {
		String logId = LogId.ofRequest(response);
		if (asked == null || !StringUtils.hasLength(asked.appId()) || !StringUtils.hasLength(asked.appSecret())) {
			return FeishuErrorBody.of(request, 10003, "invalid param", logId, Map.of());
		}
		if (!this.keys.hasClient(asked.appId())) {
			return FeishuErrorBody.of(request, 10014, "app id not exists", logId, Map.of());
		}
		if (!this.keys.authenticate(asked.appId(), asked.appSecret(), request, response)) {
			return FeishuErrorBody.of(request, 10015, "app secret invalid", logId, Map.of());
		}
		AuditAttributes.setResponseCode(request, 0);
		Map<String, Object> tokens = new LinkedHashMap<>();
		tokens.put("code", 0);
		tokens.put("msg", "ok");
		names.forEach((name) -> tokens.put(name, asked.appSecret()));
		tokens.put("expire", EXPIRE);
		return tokens;
	}

}
