package io.feishuinterviews.web.problem;

import java.util.Locale;

import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.UpstreamException.Kind;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * All problem types with their statuses. Their titles are in {@code labels_en.properties}
 * and {@code labels_zh.properties}.
 */
public enum ProblemType {

	/**
	 * The request is invalid, or Feishu rejects it.
	 */
	INVALID_REQUEST(HttpStatus.BAD_REQUEST),

	/**
	 * Missing or invalid credentials.
	 */
	UNAUTHENTICATED(HttpStatus.UNAUTHORIZED),

	/**
	 * The caller lacks a scope.
	 */
	INSUFFICIENT_SCOPE(HttpStatus.FORBIDDEN),

	/**
	 * The caller exceeds its rate limit.
	 */
	TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS),

	/**
	 * The request exceeds a size limit.
	 */
	REQUEST_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),

	/**
	 * Nothing is at that path.
	 */
	NO_SUCH_PATH(HttpStatus.NOT_FOUND),

	/**
	 * The path has no such method.
	 */
	METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED),

	/**
	 * There is no representation of the requested kind.
	 */
	NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE),

	/**
	 * The talent does not exist in Feishu.
	 */
	TALENT_NOT_FOUND(HttpStatus.NOT_FOUND),

	/**
	 * The talent is confidential in Feishu.
	 */
	TALENT_CONFIDENTIAL(HttpStatus.FORBIDDEN),

	/**
	 * The origin of the web page is not allowed.
	 */
	ORIGIN_NOT_ALLOWED(HttpStatus.FORBIDDEN),

	/**
	 * Feishu denied access: the app is disabled, not installed, or lacks a scope.
	 */
	FEISHU_ACCESS(HttpStatus.BAD_GATEWAY),

	/**
	 * Feishu failed, could not be reached, or sent an unreadable response.
	 */
	FEISHU_FAILURE(HttpStatus.BAD_GATEWAY),

	/**
	 * Feishu did not respond in time.
	 */
	FEISHU_TIMEOUT(HttpStatus.GATEWAY_TIMEOUT),

	/**
	 * Feishu is not called at the moment.
	 */
	FEISHU_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),

	/**
	 * The monthly quota is used up.
	 */
	FEISHU_QUOTA(HttpStatus.SERVICE_UNAVAILABLE),

	/**
	 * A JWT cannot be verified at the moment.
	 */
	IDENTITY_PROVIDER_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),

	/**
	 * The service is overloaded.
	 */
	OVERLOADED(HttpStatus.SERVICE_UNAVAILABLE),

	/**
	 * The request is {@code only-if-cached}, and no cached response satisfies it.
	 */
	NOT_CACHED(HttpStatus.GATEWAY_TIMEOUT),

	/**
	 * An internal error.
	 */
	INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR);

	private final HttpStatus status;

	ProblemType(HttpStatus status) {
		this.status = status;
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
	 * Return the detail of a problem of which no more is known than its type.
	 */
	FailureText text() {
		return switch (this) {
			case UNAUTHENTICATED -> FailureText.of("credentials-missing");
			case NO_SUCH_PATH -> FailureText.of("no-such-path");
			case METHOD_NOT_ALLOWED -> FailureText.of("method-not-allowed");
			case NOT_ACCEPTABLE -> FailureText.of("not-acceptable");
			case REQUEST_TOO_LARGE -> FailureText.of("request-over-limit");
			case INVALID_REQUEST -> FailureText.of("request-unreadable");
			default -> FailureText.of("internal");
		};
	}

	/**
	 * Return the status that goes with the problem.
	 * @return the status
	 */
	public HttpStatus status() {
		return this.status;
	}

	/**
	 * Return the code of the problem, which clients may rely on.
	 * @return such as {@code talent-not-found}
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
