package io.feishuinterviews.compat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.web.problem.Problem;
import io.feishuinterviews.web.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Converts problem details to Feishu's error format for {@code /open-apis/**}, with
 * Feishu's codes and statuses, in English. Comes before the advice that sets the language
 * of problems.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class FeishuErrorAdvice implements ResponseBodyAdvice<Object> {

	@Override
	public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
		return true;
	}

	@Override
	public @Nullable Object beforeBodyWrite(@Nullable Object body, MethodParameter returnType, MediaType contentType,
			Class<? extends HttpMessageConverter<?>> converterType, ServerHttpRequest request,
			ServerHttpResponse response) {
		return (body instanceof Problem problem && request instanceof ServletServerHttpRequest servletRequest
				&& response instanceof ServletServerHttpResponse servletResponse
				&& FeishuPaths.matches(servletRequest.getServletRequest()))
						? failure(problem, servletRequest.getServletRequest(), servletResponse) : body;
	}

	private static Map<String, Object> failure(Problem problem, HttpServletRequest request,
			ServletServerHttpResponse response) {
		FeishuErrorMapping mapping = FeishuErrorMapping.of(problem,
				request.getHeader(HttpHeaders.AUTHORIZATION) != null);
		response.setStatusCode(mapping.status());
		response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
		String retryAfter = response.getHeaders().getFirst(HttpHeaders.RETRY_AFTER);
		if (mapping.status() == HttpStatus.TOO_MANY_REQUESTS && retryAfter != null) {
			response.getHeaders().set("x-ogw-ratelimit-reset", retryAfter);
		}
		String logId = (problem.property("feishuLogId") instanceof String id)
				? LogId.set(response.getServletResponse(), id) : LogId.ofRequest(response.getServletResponse());
		Map<String, Object> more = new LinkedHashMap<>();
		if (problem.property("missingScopes") instanceof List<?> scopes) {
			more.put("permission_violations",
					scopes.stream().map((scope) -> Map.of("type", "action_scope_required", "subject", scope)).toList());
		}
		String msg = problem.english();
		UpstreamError feishuError = problem.feishuError();
		// Feishu's message applies to Feishu's code only
		if (Objects.equals(feishuError.code(), mapping.code())) {
			msg = Objects.requireNonNullElse(feishuError.msg(), msg);
			if (feishuError.troubleshooter() != null) {
				more.put("troubleshooter", feishuError.troubleshooter());
			}
		}
		return FeishuErrorBody.of(request, mapping.code(), msg, logId, more);
	}

	/**
	 * Feishu's code and status for a problem.
	 *
	 * @param code the code
	 * @param status the HTTP status that Feishu sends with it
	 */
	private record FeishuErrorMapping(long code, HttpStatus status) {

		/**
		 * Codes about this service's own token and credentials. They are replaced,
		 * because a caller would attribute them to its own.
		 */
		private static final List<Long> CREDENTIAL_CODES = List.of(99991661L, 99991663L, 99991664L, 99991665L,
				99991668L, 99991671L, 99991677L, 20013L, 20014L, 10003L, 10012L, 10014L, 10015L, 10016L);

		static FeishuErrorMapping of(Problem problem, boolean sentToken) {
			ProblemType type = problem.problemType();
			FeishuErrorMapping mapping = switch (type) {
				case INVALID_REQUEST, ORIGIN_NOT_ALLOWED -> new FeishuErrorMapping(9499, HttpStatus.BAD_REQUEST);
				case NO_SUCH_PATH, METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, REQUEST_TOO_LARGE ->
					new FeishuErrorMapping(9499, type.status());
				case UNAUTHENTICATED -> new FeishuErrorMapping(sentToken ? 99991663 : 99991661, HttpStatus.BAD_REQUEST);
				case INSUFFICIENT_SCOPE -> new FeishuErrorMapping(99991672, HttpStatus.BAD_REQUEST);
				case TALENT_NOT_FOUND -> new FeishuErrorMapping(1002102, HttpStatus.BAD_REQUEST);
				case TALENT_CONFIDENTIAL -> new FeishuErrorMapping(1002216, HttpStatus.BAD_REQUEST);
				case TOO_MANY_REQUESTS, FEISHU_UNAVAILABLE, OVERLOADED ->
					new FeishuErrorMapping(99991400, HttpStatus.TOO_MANY_REQUESTS);
				case FEISHU_QUOTA -> new FeishuErrorMapping(99991403, HttpStatus.TOO_MANY_REQUESTS);
				// the SDKs for Go and Java do not read the body of a 504
				case FEISHU_ACCESS, FEISHU_FAILURE, FEISHU_TIMEOUT, IDENTITY_PROVIDER_UNAVAILABLE, NOT_CACHED,
						INTERNAL ->
					new FeishuErrorMapping(1002001, HttpStatus.INTERNAL_SERVER_ERROR);
			};
			return (problem.property("feishuCode") instanceof Long code) ? mapping.preserveUpstreamCode(type, code)
					: mapping;
		}

		private FeishuErrorMapping preserveUpstreamCode(ProblemType type, long code) {
			if (type == ProblemType.INVALID_REQUEST) {
				return new FeishuErrorMapping(code, this.status);
			}
			if (CREDENTIAL_CODES.contains(code)) {
				return this;
			}
			return new FeishuErrorMapping(code,
					(type == ProblemType.FEISHU_ACCESS) ? HttpStatus.BAD_REQUEST : this.status);
		}

	}

}
