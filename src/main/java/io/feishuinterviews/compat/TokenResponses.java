package io.feishuinterviews.compat;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
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
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Reads the requests for tokens and responds in Feishu's format. Errors have HTTP status
 * 200, too.
 */
@Component
class TokenResponses {

	private static final int MAX_SIZE = 8 * 1024;

	private static final byte[] EMPTY = {};

	private static final Pattern APP_ID = Pattern.compile("cli_[a-z0-9]{1,32}");

	private final ApiKeys keys;

	private final RejectionMetrics rejections;

	private final JsonMapper json;

	private final BoundedBodyReader reader;

	TokenResponses(ApiKeys keys, RejectionMetrics rejections, JsonMapper json,
			@Value("${server.tomcat.connection-timeout}") Duration timeout) {
		this.keys = keys;
		this.rejections = rejections;
		this.json = json;
		this.reader = new BoundedBodyReader(MAX_SIZE, timeout);
	}

	/**
	 * Read the body of a request, and respond to it.
	 * @param <T> the type of the body
	 * @param type the type of the body
	 * @param request the request
	 * @param response its response
	 * @param handler returns the response to a body; the body is {@code null} if it
	 * cannot be read
	 */
	<T> void respond(Class<T> type, HttpServletRequest request, HttpServletResponse response,
			Function<@Nullable T, Map<String, Object>> handler) throws IOException {
		this.reader.read(request, response, new BodyCallback() {

			@Override
			public void complete(byte[] body) throws IOException {
				byte[] bytes = TokenResponses.this.json
					.writeValueAsBytes(handler.apply(TokenResponses.this.read(body, type)));
				response.setContentType(MediaType.APPLICATION_JSON_VALUE);
				response.setContentLength(bytes.length);
				response.getOutputStream().write(bytes);
			}

			@Override
			public void fail(Exception reason) throws IOException {
				// Feishu has no other response
				complete(EMPTY);
			}

		});
	}

	private <T> @Nullable T read(byte[] body, Class<T> type) {
		try {
			return this.json.readValue(body, type);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	/**
	 * Return the reason to reject a request with the ID and the key of a client.
	 * @param body the body, {@code null} if it could not be read
	 * @param request the request
	 * @param response its response
	 * @return the response, {@code null} if the key is the client's
	 */
	@Nullable Map<String, Object> rejection(@Nullable TokenRequest body, HttpServletRequest request,
			HttpServletResponse response) {
		if (body == null || !StringUtils.hasLength(body.appId()) || !StringUtils.hasLength(body.appSecret())) {
			return reject((body != null) ? body.appId() : null, request, response, 10003, "invalid param");
		}
		if (!this.keys.hasClient(body.appId())) {
			return reject(body.appId(), request, response, 10014, "app id not exists");
		}
		if (!this.keys.authenticate(body.appId(), body.appSecret(), request, response)) {
			return reject(body.appId(), request, response, 10015, "app secret invalid");
		}
		return null;
	}

	/**
	 * Reject a token request. Its HTTP status is 200, so that the metrics do not count it
	 * by themselves.
	 * @param id the ID that the request names, {@code null} if it names none
	 * @param request the request
	 * @param response its response
	 * @param code Feishu's code
	 * @param msg what is wrong
	 * @return the response
	 */
	Map<String, Object> reject(@Nullable String id, HttpServletRequest request, HttpServletResponse response, long code,
			String msg) {
		this.rejections.count(ProblemType.UNAUTHENTICATED);
		if (StringUtils.hasLength(id)) {
			AuditAttributes.setClaimedClient(request, loggable(id));
		}
		return FeishuErrorBody.of(request, code, msg, LogId.ofRequest(response), Map.of());
	}

	/**
	 * Return the beginning of the response to a request that is granted.
	 * @param request the request
	 * @param response its response
	 * @param msg Feishu's message for success
	 * @return the response, to which tokens can be added
	 */
	static Map<String, Object> success(HttpServletRequest request, HttpServletResponse response, String msg) {
		LogId.ofRequest(response);
		AuditAttributes.setResponseCode(request, 0);
		Map<String, Object> result = new LinkedHashMap<>();
		result.put("code", 0);
		result.put("msg", msg);
		return result;
	}

	/**
	 * Return the ID of a client as it can be logged. What is neither a client nor the ID
	 * of a Feishu app may be a secret in the wrong field.
	 */
	private String loggable(String id) {
		return (this.keys.hasClient(id) || APP_ID.matcher(id).matches()) ? id : "other";
	}

}
