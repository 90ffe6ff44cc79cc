package io.feishuinterviews.compat;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.feishuinterviews.audit.AuditAttributes;
import io.feishuinterviews.security.key.ApiKeys;
import io.feishuinterviews.web.problem.ProblemType;
import io.feishuinterviews.web.problem.RejectionMetrics;
import io.feishuinterviews.web.server.BoundedBodyReader;
import io.feishuinterviews.web.server.BoundedBodyReader.BodyCallback;
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

	private static final int MAX_SIZE = 8 * 1024;

	private static final byte[] EMPTY = {};

	private static final Pattern APP_ID = Pattern.compile("cli_[a-z0-9]{1,32}");

	private final ApiKeys keys;

	private final RejectionMetrics rejections;

	private final JsonMapper json;

	private final BoundedBodyReader reader;

	TokenController(ApiKeys keys, RejectionMetrics rejections, JsonMapper json,
			@Value("${server.tomcat.connection-timeout}") Duration timeout) {
		this.keys = keys;
		this.rejections = rejections;
		this.json = json;
		this.reader = new BoundedBodyReader(MAX_SIZE, timeout);
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
		this.reader.read(request, response, new BodyCallback() {

			@Override
			public void complete(byte[] body) throws IOException {
				answer(TokenController.this.read(body), request, response, List.of(names));
			}

			@Override
			public void fail(Exception reason) throws IOException {
				// as Feishu has no other answer
				complete(EMPTY);
			}

		});
	}

	private void answer(@Nullable TokenRequest tokenRequest, HttpServletRequest request, HttpServletResponse response,
			List<String> names) throws IOException {
		byte[] answer = this.json.writeValueAsBytes(tokens(tokenRequest, request, response, names));
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

	private Map<String, Object> tokens(@Nullable TokenRequest tokenRequest, HttpServletRequest request,
			HttpServletResponse response, List<String> names) {
		String logId = LogId.ofRequest(response);
		if (tokenRequest == null || !StringUtils.hasLength(tokenRequest.appId())
				|| !StringUtils.hasLength(tokenRequest.appSecret())) {
			return reject(tokenRequest, request, 10003, "invalid param", logId);
		}
		if (!this.keys.hasClient(tokenRequest.appId())) {
			return reject(tokenRequest, request, 10014, "app id not exists", logId);
		}
		if (!this.keys.authenticate(tokenRequest.appId(), tokenRequest.appSecret(), request, response)) {
			return reject(tokenRequest, request, 10015, "app secret invalid", logId);
		}
		AuditAttributes.setResponseCode(request, 0);
		Map<String, Object> tokens = new LinkedHashMap<>();
		tokens.put("code", 0);
		tokens.put("msg", "ok");
		names.forEach((name) -> tokens.put(name, tokenRequest.appSecret()));
		tokens.put("expire", EXPIRE);
		return tokens;
	}

	/**
	 * Reject a token request. Its HTTP status is 200, so that the metrics do not count it
	 * by themselves.
	 */
	private Map<String, Object> reject(@Nullable TokenRequest tokenRequest, HttpServletRequest request, long code,
			String msg, String logId) {
		this.rejections.count(ProblemType.UNAUTHENTICATED);
		if (tokenRequest != null && StringUtils.hasLength(tokenRequest.appId())) {
			AuditAttributes.setClaimedClient(request, loggable(tokenRequest.appId()));
		}
		return FeishuErrorBody.of(request, code, msg, logId, Map.of());
	}

	/**
	 * Return the ID of a client as it can be logged. What is neither a client nor the ID
	 * of a Feishu app may be a secret in the wrong field.
	 */
	private String loggable(String id) {
		return (this.keys.hasClient(id) || APP_ID.matcher(id).matches()) ? id : "other";
	}

}
