package io.feishuinterviews.web.problem;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.security.caller.CallerAuthentication;
import io.feishuinterviews.security.caller.CallerTenants;
import io.feishuinterviews.security.caller.Scope;
import io.feishuinterviews.security.jwt.IdentityProviderException;
import io.feishuinterviews.security.jwt.TokenError;
import io.feishuinterviews.security.limit.RateLimit;
import io.feishuinterviews.security.limit.RateLimitHeaders;
import io.feishuinterviews.security.limit.TooManyRequestsException;
import io.feishuinterviews.web.UnauthenticatedException;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Converts rejections by Spring Security, and because of rate limits, to problem details.
 * {@link ProblemExceptionHandler} handles all other exceptions.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class RejectionExceptionHandler {

	private static final Log log = LogFactory.getLog(RejectionExceptionHandler.class);

	private final RejectionMetrics rejections;

	private final CallerTenants tenants;

	RejectionExceptionHandler(RejectionMetrics rejections, CallerTenants tenants) {
		this.rejections = rejections;
		this.tenants = tenants;
	}

	/**
	 * Missing or invalid credentials (RFC 6750 section 3).
	 */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> handleUnauthenticated(AuthenticationException ex) {
		boolean sent = ex instanceof OAuth2AuthenticationException;
		Problem problem = sent ? Problem.of(ProblemType.UNAUTHENTICATED, reasons(ex))
				: Problem.of(ProblemType.UNAUTHENTICATED);
		return rejected(problem, HttpHeaders.WWW_AUTHENTICATE, sent ? "Bearer error=\"invalid_token\"" : "Bearer");
	}

	/**
	 * Missing or invalid credentials of a scheme that is not Bearer.
	 */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> handleUnauthenticated(UnauthenticatedException ex) {
		return rejected(Problem.of(ProblemType.UNAUTHENTICATED, ex.text()), HttpHeaders.WWW_AUTHENTICATE, ex.scheme());
	}

	/**
	 * Return why credentials are invalid, if a validator has reported it.
	 */
	private static FailureText[] reasons(AuthenticationException ex) {
		Stream<FailureText> reasons = (ex.getCause() instanceof JwtValidationException invalid)
				? invalid.getErrors().stream().map(TokenError::text).distinct()
				: Stream.of(FailureText.of("credentials-unknown"));
		return Stream.concat(Stream.of(FailureText.of("credentials-invalid")), reasons).toArray(FailureText[]::new);
	}

	/**
	 * Insufficient scope (RFC 6750 section 3.1), or a JWT that names no tenant.
	 */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> handleAccessDenied(AccessDeniedException ex) {
		CallerAuthentication caller = CallerAuthentication.current();
		if (caller != null && this.tenants.of(caller) == null) {
			return rejected(
					Problem.of(ProblemType.INSUFFICIENT_SCOPE, FailureText.of("tenant-required", this.tenants.claim())),
					HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"");
		}
		String scopes = scopes(ex);
		return scopes.contains(" ")
				? rejected(Problem.of(ProblemType.INSUFFICIENT_SCOPE, FailureText.of("no-access")),
						HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"")
				: rejected(Problem.of(ProblemType.INSUFFICIENT_SCOPE, FailureText.of("scope-required", scopes)),
						HttpHeaders.WWW_AUTHENTICATE,
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
							.collect(Collectors.joining(" "))
						: "";
	}

	/**
	 * Keys of the identity provider are not available.
	 */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> handleIdentityProvider(IdentityProviderException ex) {
		log.warn("A JWT could not be verified: " + ex.getMessage());
		return rejected(Problem.of(ProblemType.IDENTITY_PROVIDER_UNAVAILABLE, FailureText.of("identity-provider-keys"))
			.retryAfter(null), new HttpHeaders());
	}

	/**
	 * The caller exceeds its rate limit. The headers follow the IETF draft on rate
	 * limits.
	 */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> handleTooManyRequests(TooManyRequestsException ex, HttpServletResponse response) {
		RateLimitHeaders.set(new RateLimit(ex.requestsPerSecond(), 0, ex.retryAfter()), response);
		return rejected(Problem.of(ProblemType.TOO_MANY_REQUESTS, FailureText.of("rate-limit", ex.requestsPerSecond()))
			.retryAfter(ex.retryAfter()), new HttpHeaders());
	}

	/**
	 * Spring Security's firewall rejects a part of the request.
	 */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> handleFirewall(RequestRejectedException ex) {
		return rejected(Problem.invalidRequest(List.of(MalformedRequest.of(ex))), new HttpHeaders());
	}

	private ResponseEntity<ProblemDetail> rejected(Problem problem, String header, String value) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(header, value);
		return rejected(problem, headers);
	}

	private ResponseEntity<ProblemDetail> rejected(Problem problem, HttpHeaders headers) {
		this.rejections.count(problem.problemType());
		return ProblemExceptionHandler.response(problem, headers);
	}

}
