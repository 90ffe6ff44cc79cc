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
 * The problems there are, and the one place that gives each its status.
 */
public enum ProblemType {

	/**
	 * The request is not one we understand, or Feishu does not accept it.
	 */
	INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request is not valid"),

	/**
	 * The caller has not said who it is, or not convincingly.
	 */
	UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Credentials are needed"),

	/**
	 * The caller may not do this.
	 */
	INSUFFICIENT_SCOPE(HttpStatus.FORBIDDEN, "The credentials do not go this far"),

	/**
	 * The caller asks too often.
	 */
	TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),

	/**
	 * The request is larger than any that makes sense.
	 */
	REQUEST_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The request is too large"),

	/**
	 * Nothing is at that path.
	 */
	NO_SUCH_PATH(HttpStatus.NOT_FOUND, "There is nothing at this path"),

	/**
	 * The path has no such method.
	 */
	METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The method is not allowed here"),

	/**
	 * There is no representation of the kind asked for.
	 */
	NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "There is no such representation"),

	/**
	 * Feishu knows no such talent.
	 */
	TALENT_NOT_FOUND(HttpStatus.NOT_FOUND, "The talent does not exist"),

	/**
	 * Feishu keeps the talent confidential.
	 */
	TALENT_CONFIDENTIAL(HttpStatus.FORBIDDEN, "The talent is confidential"),

	/**
	 * A web page of another origin asked, and may not.
	 */
	ORIGIN_NOT_ALLOWED(HttpStatus.FORBIDDEN, "Web pages of this origin may not ask"),

	/**
	 * Feishu does not let our app in, or not this far.
	 */
	FEISHU_ACCESS(HttpStatus.BAD_GATEWAY, "Feishu denies this service access"),

	/**
	 * Feishu failed, could not be reached, or answered what cannot be read.
	 */
	FEISHU_FAILURE(HttpStatus.BAD_GATEWAY, "Feishu failed"),

	/**
	 * Feishu did not answer in time.
	 */
	FEISHU_TIMEOUT(HttpStatus.GATEWAY_TIMEOUT, "Feishu did not answer in time"),

	/**
	 * Feishu is not called for the moment.
	 */
	FEISHU_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Feishu cannot be asked for the moment"),

	/**
	 * The month's calls are used up.
	 */
	FEISHU_QUOTA(HttpStatus.SERVICE_UNAVAILABLE, "The monthly quota of Feishu calls is used up"),

	/**
	 * A token cannot be checked for the moment.
	 */
	IDENTITY_PROVIDER_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The identity provider cannot be asked"),

	/**
	 * The service has no room for the request at the moment.
	 */
	OVERLOADED(HttpStatus.SERVICE_UNAVAILABLE, "The service is overloaded"),

	/**
	 * Only what is cached was asked for, and nothing is.
	 */
	NOT_CACHED(HttpStatus.GATEWAY_TIMEOUT, "Nothing is cached"),

	/**
	 * A fault of ours.
	 */
	INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "This service failed");

	private final HttpStatus status;

	private final String title;

	ProblemType(HttpStatus status, String title) {
		this.status = status;
		this.title = title;
	}

	/**
	 * Return what an upstream failure is to a caller.
	 * @param kind what happened
	 * @return the problem
	 */
	static ProblemType of(Kind kind) {
		return switch (kind) {
			case INVALID_REQUEST -> INVALID_REQUEST;
			case TALENT_NOT_FOUND -> TALENT_NOT_FOUND;
			case TALENT_CONFIDENTIAL -> TALENT_CONFIDENTIAL;
			case FEISHU_ACCESS -> FEISHU_ACCESS;
			case FEISHU_FAILURE -> FEISHU_FAILURE;
			case FEISHU_TIMEOUT -> FEISHU_TIMEOUT;
			case FEISHU_UNAVAILABLE -> FEISHU_UNAVAILABLE;
			case FEISHU_QUOTA -> FEISHU_QUOTA;
		};
	}

	/**
	 * Return what a status is that Spring or Tomcat settled on without us.
	 * @param status the status
	 * @return the problem
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
	 * Return which problem somebody is told of.
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
	 * Return the problem's short name, which callers may go by.
	 * @return such as {@code talent-not-found}
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Return a problem of this type.
	 * @param detail what was wrong this time
	 * @return the problem
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
