package io.feishuinterviews.web.problem;

import java.time.Duration;

import io.feishuinterviews.cache.OnlyIfCachedException;
import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.representation.OverloadedException;
import io.feishuinterviews.security.IdentityProviderException;
import io.feishuinterviews.security.RateLimit;
import io.feishuinterviews.security.Scope;
import io.feishuinterviews.security.TooManyRequestsException;
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
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

import static java.util.stream.Collectors.joining;

/**
 * Converts exceptions to problem details (RFC 9457).
 */
@RestControllerAdvice
public class ProblemExceptionHandler extends ResponseEntityExceptionHandler {

	private static final Log log = LogFactory.getLog(ProblemExceptionHandler.class);

	private final RejectionMetrics rejections;

	ProblemExceptionHandler(RejectionMetrics rejections) {
		this.rejections = rejections;
	}

	/**
	 * Handles exceptions that Spring does not handle.
	 */
	@ExceptionHandler
	@Nullable ResponseEntity<ProblemDetail> answer(Exception ex) {
		if (DisconnectedClientHelper.isClientDisconnectedException(ex)) {
			log.debug("A client disconnected or stopped reading", ex);
			return null;
		}
		ProblemDetail problem = problem(ex);
		return ResponseEntity.status(problem.getStatus()).headers((headers) -> {
			headers.setCacheControl("no-store");
			headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
			Duration retryAfter = (ex instanceof UpstreamException failure) ? failure.retryAfter() : null;
			if (retryAfter != null || problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
				headers.set(HttpHeaders.RETRY_AFTER, seconds(retryAfter));
			}
			String cacheStatus = (ex instanceof UpstreamException failure) ? CacheHeaders.status(failure) : null;
			if (cacheStatus != null) {
				headers.set(CacheHeaders.CACHE_STATUS, cacheStatus);
			}
		}).body(problem);
	}

	/**
	 * Missing or invalid credentials (RFC 6750 section 3).
	 */
	@ExceptionHandler
	@Nullable ResponseEntity<ProblemDetail> answer(AuthenticationException ex) {
		if (ex instanceof IdentityProviderException) {
			this.rejections.count(ProblemType.IDENTITY_PROVIDER_UNAVAILABLE);
			return answer((Exception) ex);
		}
		boolean sent = ex instanceof OAuth2AuthenticationException;
		String detail = sent ? "The credentials are invalid. " + reason(ex)
				: "Send an API key or a JWT in the header Authorization: Bearer.";
		return refused(ProblemType.UNAUTHENTICATED, detail, sent ? "Bearer error=\"invalid_token\"" : "Bearer");
	}

	/**
	 * Return why a token is invalid, if a validator of this service rejected it.
	 */
	private static String reason(AuthenticationException ex) {
		if (ex.getCause() instanceof JwtValidationException invalid) {
			return invalid.getErrors().stream().map(OAuth2Error::getDescription).distinct().collect(joining(". "));
		}
		return "Unknown API key or untrusted token.";
	}

	/**
	 * Insufficient scope (RFC 6750 section 3.1).
	 */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> answer(AccessDeniedException ex) {
		String scopes = scopes(ex);
		return scopes.contains(" ")
				? refused(ProblemType.INSUFFICIENT_SCOPE, "These credentials grant no access to this resource.",
						"Bearer error=\"insufficient_scope\"")
				: refused(ProblemType.INSUFFICIENT_SCOPE, "This resource requires the scope %s.".formatted(scopes),
						"Bearer error=\"insufficient_scope\", scope=\"%s\"".formatted(scopes));
	}

	/**
	 * Return the scopes, any of which is sufficient.
	 */
	private static String scopes(AccessDeniedException ex) {
		return (ex instanceof AuthorizationDeniedException denied
				&& denied.getAuthorizationResult() instanceof AuthorityAuthorizationDecision decision)
						? decision.getAuthorities()
							.stream()
							.flatMap(
									(authority) -> Scope.ofAuthority(String.valueOf(authority.getAuthority())).stream())
							.map(Scope::toString)
							.collect(joining(" "))
						: "";
	}

	private ResponseEntity<ProblemDetail> refused(ProblemType type, String detail, String challenge) {
		this.rejections.count(type);
		return ResponseEntity.status(type.status())
			.header(HttpHeaders.CACHE_CONTROL, "no-store")
			.header(HttpHeaders.WWW_AUTHENTICATE, challenge)
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(type.detail(detail));
	}

	/**
	 * The caller exceeds its rate limit. The headers follow the IETF draft on rate
	 * limits.
	 */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> answer(TooManyRequestsException ex) {
		this.rejections.count(ProblemType.TOO_MANY_REQUESTS);
		String seconds = seconds(ex.retryAfter());
		RateLimit limit = new RateLimit(ex.requestsPerSecond(), 0, ex.retryAfter());
		return ResponseEntity.status(ProblemType.TOO_MANY_REQUESTS.status())
			.header(HttpHeaders.CACHE_CONTROL, "no-store")
			.header(HttpHeaders.RETRY_AFTER, seconds)
			.headers((headers) -> RateLimitHeaders.of(limit).forEach(headers::set))
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(ProblemType.TOO_MANY_REQUESTS.detail(String.valueOf(ex.getMessage())));
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
		if (ex instanceof IdentityProviderException) {
			log.warn("A JWT could not be verified: " + message);
			return ProblemType.IDENTITY_PROVIDER_UNAVAILABLE
				.detail("The identity provider is unavailable for its keys for the moment.");
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

	/**
	 * Return the whole seconds after which a time has passed, 1 where none is known.
	 */
	private static String seconds(@Nullable Duration time) {
		return String.valueOf(RateLimitHeaders.seconds((time != null) ? time : Duration.ZERO));
	}

	private static void setIfKnown(ProblemDetail problem, String name, @Nullable Object value) {
		if (value != null) {
			problem.setProperty(name, value);
		}
	}

}
