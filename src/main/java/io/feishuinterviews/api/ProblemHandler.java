package io.feishuinterviews.api;

import io.feishuinterviews.interview.FeishuError;
import io.feishuinterviews.interview.UpstreamFailure;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
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
	 * Feishu's answer could not be had.
	 */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> upstreamFailure(UpstreamFailure failure) {
		ProblemType type = ProblemType.of(failure.kind());
		ProblemDetail problem = type.detail(String.valueOf(failure.getMessage()));
		FeishuError said = failure.feishuError();
		problem.setProperty("retryable", failure.retryable());
		setIfKnown(problem, "feishuCode", said.code());
		setIfKnown(problem, "feishuLogId", said.logId());
		setIfKnown(problem, "missingScopes", said.missingScopes().isEmpty() ? null : said.missingScopes());
		return ResponseEntity.status(type.status()).body(problem);
	}

	/**
	 * The request is not one we understand.
	 */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> invalidRequest(InvalidRequestException ex) {
		return ResponseEntity.badRequest().body(ProblemType.INVALID_REQUEST.detail(String.valueOf(ex.getMessage())));
	}

	/**
	 * A fault of ours.
	 */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> bug(Exception ex) {
		log.error("A request failed for a reason that was not foreseen", ex);
		return ResponseEntity.internalServerError()
			.body(ProblemType.INTERNAL.detail("This service failed; its log says why."));
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception ex, @Nullable Object body,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		Object problem = body;
		if (body instanceof ProblemDetail detail && detail.getProperties() == null) {
			problem = ProblemType.of(status).detail(String.valueOf(detail.getDetail()));
		}
		return super.handleExceptionInternal(ex, problem, headers, status, request);
	}

	private static void setIfKnown(ProblemDetail problem, String name, @Nullable Object value) {
		if (value != null) {
			problem.setProperty(name, value);
		}
	}

}
