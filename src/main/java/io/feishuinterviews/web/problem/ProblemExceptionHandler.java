package io.feishuinterviews.web.problem;

import java.time.Duration;

import io.feishuinterviews.cache.OnlyIfCachedException;
import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.representation.OverloadedException;
import io.feishuinterviews.web.CacheHeaders;
import io.feishuinterviews.web.InvalidRequestException;
import io.feishuinterviews.web.RateLimitHeaders;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Converts exceptions to problem details (RFC 9457).
 */
@RestControllerAdvice
public class ProblemExceptionHandler extends ResponseEntityExceptionHandler {

	private static final Log log = LogFactory.getLog(ProblemExceptionHandler.class);

	/**
	 * Handles exceptions that Spring does not handle.
	 */
	@ExceptionHandler
	@Nullable ResponseEntity<ProblemDetail> handle(Exception ex) {
		if (DisconnectedClientHelper.isClientDisconnectedException(ex)) {
			log.debug("A client disconnected or stopped reading", ex);
			return null;
		}
		ProblemDetail problem = problem(ex);
		HttpHeaders headers = new HttpHeaders();
		Duration retryAfter = (ex instanceof UpstreamException failure) ? failure.retryAfter() : null;
		if (retryAfter != null || problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
			headers.set(HttpHeaders.RETRY_AFTER, RateLimitHeaders.retryAfter(retryAfter));
		}
		String cacheStatus = (ex instanceof UpstreamException failure) ? CacheHeaders.status(failure) : null;
		if (cacheStatus != null) {
			headers.set(CacheHeaders.CACHE_STATUS, cacheStatus);
		}
		return response(problem, headers);
	}

	/**
	 * Create the response for a problem.
	 * @param problem the problem
	 * @param headers further headers
	 * @return a response that is not cached
	 */
	static ResponseEntity<ProblemDetail> response(ProblemDetail problem, HttpHeaders headers) {
		headers.setCacheControl("no-store");
		// whatever the request accepts, or fails to say in its Accept
		headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		return new ResponseEntity<>(problem, headers, problem.getStatus());
	}

	/**
	 * Return the problem that an exception is to a caller.
	 * @param ex the exception
	 * @return the problem
	 */
	public ProblemDetail problem(Throwable ex) {
		if (ex instanceof UpstreamException failure) {
			return problem(failure);
		}
		String message = String.valueOf(ex.getMessage());
		if (ex instanceof InvalidRequestException) {
			return ProblemType.INVALID_REQUEST.detail(message);
		}
		if (ex instanceof InvalidParameterException) {
			return ProblemType.INVALID_REQUEST.detail("The query string is malformed.");
		}
		if (ex instanceof OverloadedException) {
			return ProblemType.OVERLOADED.detail(message);
		}
		if (ex instanceof OnlyIfCachedException) {
			return ProblemType.NOT_CACHED.detail(message);
		}
		log.error("A request failed unexpectedly", ex);
		return ProblemType.INTERNAL.detail("Internal error; its log says why.");
	}

	private static ProblemDetail problem(UpstreamException failure) {
		UpstreamError error = failure.feishuError();
		ProblemDetail problem = new UpstreamProblem(
				ProblemType.of(failure.kind()).detail(String.valueOf(failure.getMessage())), error);
		problem.setProperty("retryable", failure.retryable());
		setIfKnown(problem, "feishuCode", error.code());
		setIfKnown(problem, "feishuLogId", error.logId());
		setIfKnown(problem, "missingScopes", error.missingScopes().isEmpty() ? null : error.missingScopes());
		return problem;
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception ex, @Nullable Object body,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		ProblemType type = ProblemType.of(status);
		String detail = (ex instanceof ErrorResponse error && type != ProblemType.NO_SUCH_PATH)
				? error.getBody().getDetail() : null;
		ProblemDetail problem = type.detail((detail != null) ? detail : type.title() + ".");
		HttpHeaders own = new HttpHeaders();
		own.putAll(headers);
		if (status.value() == HttpStatus.METHOD_NOT_ALLOWED.value()) {
			own.setAllow(AllowedMethods.withImplied(headers.getAllow()));
		}
		own.setCacheControl("no-store");
		// whatever the request accepts, or fails to say in its Accept
		own.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		return super.handleExceptionInternal(ex, problem, own, type.status(), request);
	}

	private static void setIfKnown(ProblemDetail problem, String name, @Nullable Object value) {
		if (value != null) {
			problem.setProperty(name, value);
		}
	}

}
