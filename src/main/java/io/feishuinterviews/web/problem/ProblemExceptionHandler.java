package io.feishuinterviews.web.problem;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

import io.feishuinterviews.cache.OnlyIfCachedException;
import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.representation.OverloadedException;
import io.feishuinterviews.web.CacheHeaders;
import io.feishuinterviews.web.InvalidParameter;
import io.feishuinterviews.web.InvalidRequestException;
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
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.StringUtils;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
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

	private static final Pattern WORD = Pattern.compile("_([a-z])");

	/**
	 * Handles exceptions that Spring does not handle.
	 */
	@ExceptionHandler
	@Nullable ResponseEntity<ProblemDetail> handle(Exception ex) {
		if (DisconnectedClientHelper.isClientDisconnectedException(ex)) {
			log.debug("A client disconnected or stopped reading", ex);
			return null;
		}
		Problem problem = problem(ex);
		HttpHeaders headers = new HttpHeaders();
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
	static ResponseEntity<ProblemDetail> response(Problem problem, HttpHeaders headers) {
		String retryAfter = problem.retryAfter();
		if (retryAfter != null) {
			headers.set(HttpHeaders.RETRY_AFTER, retryAfter);
		}
		setAlways(headers);
		return new ResponseEntity<>(problem, headers, problem.getStatus());
	}

	private static void setAlways(HttpHeaders headers) {
		headers.setCacheControl("no-store");
		// whatever the request accepts, also without Accept
		headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

	/**
	 * Convert an exception to a problem.
	 * @param ex the exception
	 * @return the problem
	 */
	public Problem problem(Throwable ex) {
		if (ex instanceof UpstreamException failure) {
			return problem(failure);
		}
		if (ex instanceof InvalidRequestException invalid) {
			return Problem.invalidRequest(invalid.parameters());
		}
		if (ex instanceof InvalidParameterException) {
			return Problem.invalidRequest(List.of(MalformedRequest.query()));
		}
		if (ex instanceof OverloadedException overloaded) {
			return Problem.of(ProblemType.OVERLOADED, overloaded.text()).retryAfter(null);
		}
		if (ex instanceof OnlyIfCachedException) {
			return Problem.of(ProblemType.NOT_CACHED, FailureText.of("not-cached"));
		}
		log.error("A request failed unexpectedly", ex);
		return Problem.of(ProblemType.INTERNAL);
	}

	private static Problem problem(UpstreamException failure) {
		UpstreamError error = failure.feishuError();
		ProblemType type = ProblemType.of(failure.kind());
		Problem problem = Problem.ofUpstream(type, failure.text(),
				(type == ProblemType.INVALID_REQUEST) ? rejected(failure.text(), error.rejectedFields()) : List.of(),
				error);
		if (failure.retryAfter() != null || type.status() == HttpStatus.SERVICE_UNAVAILABLE) {
			problem.retryAfter(failure.retryAfter());
		}
		problem.setProperty("retryable", failure.retryable());
		problem.setIfKnown("feishuCode", error.code());
		problem.setIfKnown("feishuLogId", error.logId());
		problem.setIfKnown("missingScopes", error.missingScopes().isEmpty() ? null : error.missingScopes());
		return problem;
	}

	/**
	 * Name the parameters that Feishu rejects. The talent's ID is the only one that is
	 * not checked before.
	 */
	private static List<InvalidParameter> rejected(FailureText text, List<String> fields) {
		return fields.isEmpty() ? List.of(new InvalidParameter("talentId", text)) : fields.stream()
			.distinct()
			.map((field) -> new InvalidParameter(camelCase(field), FailureText.of("feishu-rejects-fields", field)))
			.toList();
	}

	private static String camelCase(String field) {
		return WORD.matcher(field).replaceAll((word) -> word.group(1).toUpperCase(Locale.ROOT));
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception ex, @Nullable Object body,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		Problem problem = problem(ex, ProblemType.of(status));
		HttpHeaders own = new HttpHeaders();
		own.putAll(headers);
		if (status.value() == HttpStatus.METHOD_NOT_ALLOWED.value()) {
			own.setAllow(AllowedMethods.withImplied(headers.getAllow()));
		}
		setAlways(own);
		return super.handleExceptionInternal(ex, problem, own, problem.problemType().status(), request);
	}

	/**
	 * Convert an exception of Spring to a problem.
	 */
	private static Problem problem(Exception ex, ProblemType type) {
		if (ex instanceof HttpMediaTypeNotAcceptableException notAcceptable
				&& !notAcceptable.getSupportedMediaTypes().isEmpty()) {
			return Problem.of(type, FailureText.of("media-types",
					StringUtils.collectionToDelimitedString(notAcceptable.getSupportedMediaTypes(), ", ")));
		}
		if (ex instanceof HttpMessageNotReadableException) {
			return invalid(InvalidParameter.BODY, FailureText.of("body-unreadable"));
		}
		if (ex instanceof ErrorResponse error && error.getDetailMessageCode().startsWith(FailureText.PREFIX)) {
			return Problem.of(type, FailureText.of(error.getDetailMessageCode().substring(FailureText.PREFIX.length()),
					Objects.requireNonNullElse(error.getDetailMessageArguments(), new Object[0])));
		}
		if (ex instanceof ErrorResponse error && type == ProblemType.INVALID_REQUEST
				&& error.getBody().getDetail() != null) {
			return invalid(InvalidParameter.REQUEST, FailureText.of("request-invalid", error.getBody().getDetail()));
		}
		return Problem.of(type);
	}

	private static Problem invalid(String name, FailureText text) {
		return Problem.invalidRequest(List.of(new InvalidParameter(name, text)));
	}

}
