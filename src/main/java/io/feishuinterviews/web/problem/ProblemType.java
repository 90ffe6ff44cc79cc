package io.feishuinterviews.web.problem;

import java.net.URI;
import java.util.Locale;
import java.util.Map;

import io.feishuinterviews.interview.UpstreamException.Kind;
import io.feishuinterviews.web.RequestIdFilter;
import org.slf4j.MDC;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/**
 * All problem types with their statuses.
 */
public enum ProblemType {

	/**
	 * The request is not one we understand, or Feishu rejects it.
	 */
	INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request is invalid"),

	/**
	 * Missing or invalid credentials.
	 */
	UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Missing or invalid credentials"),

	/**
	 * The caller lacks a scope.
	 */
	INSUFFICIENT_SCOPE(HttpStatus.FORBIDDEN, "Insufficient scope"),

	/**
	 * The caller exceeds its rate limit.
	 */
	TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),

	/**
	 * The request exceeds a size limit.
	 */
	REQUEST_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The request is too large"),

	/**
	 * Nothing is at that path.
	 */
	NO_SUCH_PATH(HttpStatus.NOT_FOUND, "The path does not exist"),

	/**
	 * The path has no such method.
	 */
	METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The method is not allowed"),

	/**
	 * There is no representation of the kind asked for.
	 */
	NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "No acceptable representation"),

	/**
	 * The talent does not exist in Feishu.
	 */
	TALENT_NOT_FOUND(HttpStatus.NOT_FOUND, "The talent does not exist"),

	/**
	 * The talent is confidential in Feishu.
	 */
	TALENT_CONFIDENTIAL(HttpStatus.FORBIDDEN, "The talent is confidential"),

	/**
	 * The origin of the web page is not allowed.
	 */
	ORIGIN_NOT_ALLOWED(HttpStatus.FORBIDDEN, "The origin is not allowed"),

	/**
	 * Feishu denied access: the app is disabled, not installed, or lacks a scope.
	 */
	FEISHU_ACCESS(HttpStatus.BAD_GATEWAY, "Feishu denied access"),

	/**
	 * Feishu failed, could not be reached, or sent an unreadable response.
	 */
	FEISHU_FAILURE(HttpStatus.BAD_GATEWAY, "Feishu failed"),

	/**
	 * Feishu did not respond in time.
	 */
	FEISHU_TIMEOUT(HttpStatus.GATEWAY_TIMEOUT, "Feishu did not respond in time"),

	/**
	 * Feishu is not called at the moment.
	 */
	FEISHU_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Feishu is temporarily unavailable"),

	/**
	 * The monthly quota is used up.
	 */
	FEISHU_QUOTA(HttpStatus.SERVICE_UNAVAILABLE, "The monthly quota of Feishu calls is used up"),

	/**
	 * A JWT cannot be verified at the moment.
	 */
	IDENTITY_PROVIDER_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The identity provider is unavailable"),

	/**
	 * The service is overloaded.
	 */
	OVERLOADED(HttpStatus.SERVICE_UNAVAILABLE, "The service is overloaded"),

	/**
	 * The request is {@code only-if-cached}, and no cached response satisfies it.
	 */
	NOT_CACHED(HttpStatus.GATEWAY_TIMEOUT, "No suitable cached response"),

	/**
	 * An internal error.
	 */
	INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "Internal error");

	private final HttpStatus status;

	private final String title;

	ProblemType(HttpStatus status, String title) {
		this.status = status;
		this.title = title;
	}

	/**
	 * Return the problem type of an upstream failure, which has the same name.
	 */
	static ProblemType of(Kind kind) {
		return valueOf(kind.name());
	}

	/**
	 * Return the problem type of a status that Spring or Tomcat chose.
	 */
	static ProblemType of(HttpStatusCode status) {
		return switch (status.value()) {
			case 401 -> UNAUTHENTICATED;
			case 404 -> NO_SUCH_PATH;
			case 405 -> METHOD_NOT_ALLOWED;
			case 406 -> NOT_ACCEPTABLE;
			case 413 -> REQUEST_TOO_LARGE;
			// methods and versions that Tomcat does not know
			case 501, 505 -> INVALID_REQUEST;
			default -> status.is4xxClientError() ? INVALID_REQUEST : INTERNAL;
		};
	}

	/**
	 * Return the problem type of a problem detail.
	 * @param problem what is told
	 * @return the problem
	 */
	public static ProblemType of(ProblemDetail problem) {
		Map<String, Object> properties = problem.getProperties();
		return (properties != null && properties.get("code") instanceof String code)
				? valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_')) : INTERNAL;
	}

	/**
	 * Return the status that goes with the problem.
	 * @return the status
	 */
	public HttpStatus status() {
		return this.status;
	}

	public String title() {
		return this.title;
	}

	/**
	 * Return the code of the problem, which clients may rely on.
	 * @return such as {@code talent-not-found}
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Create a problem of this type.
	 */
	ProblemDetail detail(String detail) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(this.status, detail);
		problem.setType(URI.create("urn:feishu-interviews:problem:" + code()));
		problem.setTitle(this.title);
		problem.setProperty("code", code());
		String requestId = MDC.get(RequestIdFilter.MDC_KEY);
		if (requestId != null) {
			problem.setProperty("requestId", requestId);
		}
		return problem;
	}

}
