package io.feishuinterviews.api;

import java.time.Duration;

import io.feishuinterviews.cache.NotCachedException;
import io.feishuinterviews.interview.FeishuError;
import io.feishuinterviews.interview.UpstreamFailure;
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

/**
 * Says what was wrong, as RFC 9457 has it.
 */
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {

	private static final Log log = LogFactory.getLog(ProblemHandler.class);

	/**
	 * Something went wrong that Spring knows nothing of.
	 */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> answer(Exception ex) {
		ProblemDetail problem = problem(ex);
		return ResponseEntity.status(problem.getStatus()).headers((headers) -> {
			headers.setCacheControl("no-store");
			headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
			if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()
					&& ex instanceof UpstreamFailure failure) {
				headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds(failure.retryAfter())));
			}
		}).body(problem);
	}

	/**
	 * Return the problem that an exception is to a caller.
	 * @param ex the exception
	 * @return the problem
	 */
	ProblemDetail problem(Throwable ex) {
		if (ex instanceof UpstreamFailure failure) {
			return problem(failure);
		}
		String message = String.valueOf(ex.getMessage());
		if (ex instanceof InvalidRequestException) {
			return ProblemType.INVALID_REQUEST.detail(message);
		}
		if (ex instanceof InvalidParameterException) {
			return ProblemType.INVALID_REQUEST.detail("The query is not well-formed.");
		}
		if (ex instanceof NotCachedException) {
			return ProblemType.NOT_CACHED.detail(message);
		}
		log.error("A request failed for a reason that was not foreseen", ex);
		return ProblemType.INTERNAL.detail("This service failed; its log says why.");
	}

	private static ProblemDetail problem(UpstreamFailure failure) {
		ProblemDetail problem = ProblemType.of(failure.kind()).detail(String.valueOf(failure.getMessage()));
		FeishuError said = failure.feishuError();
		problem.setProperty("retryable", failure.retryable());
		setIfKnown(problem, "feishuCode", said.code());
		setIfKnown(problem, "feishuLogId", said.logId());
		setIfKnown(problem, "missingScopes", said.missingScopes().isEmpty() ? null : said.missingScopes());
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
		own.setCacheControl("no-store");
		// whatever the request accepts, or fails to say in its Accept
		own.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		return super.handleExceptionInternal(ex, problem, own, type.status(), request);
	}

	/**
	 * Return the whole seconds after which a time has passed, 1 where none is known.
	 */
	private static long seconds(@Nullable Duration time) {
		return (time != null) ? Math.max(1, time.plusMillis(999).toSeconds()) : 1;
	}

	private static void setIfKnown(ProblemDetail problem, String name, @Nullable Object value) {
		if (value != null) {
			problem.setProperty(name, value);
		}
	}

}
