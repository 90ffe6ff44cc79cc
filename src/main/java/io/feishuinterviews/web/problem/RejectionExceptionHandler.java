package io.feishuinterviews.web.problem;

import java.util.stream.Collectors;

import io.feishuinterviews.security.IdentityProviderException;
import io.feishuinterviews.security.RateLimit;
import io.feishuinterviews.security.Scope;
import io.feishuinterviews.security.TooManyRequestsException;
import io.feishuinterviews.web.RateLimitHeaders;
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
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Converts rejections because of credentials, scopes or rate limits to problem details.
 * {@link ProblemExceptionHandler} handles all other exceptions.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class RejectionExceptionHandler {

	private static final Log log = LogFactory.getLog(RejectionExceptionHandler.class);

	private final RejectionMetrics rejections;

	RejectionExceptionHandler(RejectionMetrics rejections) {
		this.rejections = rejections;
	}

	/**
	 * Missing or invalid credentials (RFC 6750 section 3).
	 */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> handleUnauthenticated(AuthenticationException ex) {
		boolean sent = ex instanceof OAuth2AuthenticationException;
		String detail = sent ? "The credentials are invalid. " + reason(ex)
				: "Send an API key or a JWT in the header Authorization: Bearer.";
		return rejected(ProblemType.UNAUTHENTICATED, detail, HttpHeaders.WWW_AUTHENTICATE,
				sent ? "Bearer error=\"invalid_token\"" : "Bearer");
	}

	/**
	 * Return why a token is invalid, if a validator of this service rejected it.
	 */
	private static String reason(AuthenticationException ex) {
		if (ex.getCause() instanceof JwtValidationException invalid) {
			return invalid.getErrors()
				.stream()
				.map(OAuth2Error::getDescription)
				.distinct()
				.collect(Collectors.joining(". "));
		}
		return "Unknown API key or untrusted token.";
	}

	/**
	 * Insufficient scope (RFC 6750 section 3.1).
	 */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> handleAccessDenied(AccessDeniedException ex) {
		String scopes = scopes(ex);
		return scopes.contains(" ")
				? rejected(ProblemType.INSUFFICIENT_SCOPE, "These credentials grant no access to this resource.",
						HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"")
				: rejected(ProblemType.INSUFFICIENT_SCOPE, "This resource requires the scope %s.".formatted(scopes),
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
		return rejected(ProblemType.IDENTITY_PROVIDER_UNAVAILABLE,
				"The keys of the identity provider are temporarily unavailable.", HttpHeaders.RETRY_AFTER,
				RateLimitHeaders.retryAfter(null));
	}

	/**
	 * The caller exceeds its rate limit. The headers follow the IETF draft on rate
	 * limits.
	 */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> handleTooManyRequests(TooManyRequestsException ex) {
		RateLimit limit = new RateLimit(ex.requestsPerSecond(), 0, ex.retryAfter());
		HttpHeaders headers = RateLimitHeaders.of(limit);
		headers.set(HttpHeaders.RETRY_AFTER, RateLimitHeaders.retryAfter(ex.retryAfter()));
		return rejected(ProblemType.TOO_MANY_REQUESTS, String.valueOf(ex.getMessage()), headers);
	}

	private ResponseEntity<ProblemDetail> rejected(ProblemType type, String detail, String header, String value) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(header, value);
		return rejected(type, detail, headers);
	}

	private ResponseEntity<ProblemDetail> rejected(ProblemType type, String detail, HttpHeaders headers) {
		this.rejections.count(type);
		return ProblemExceptionHandler.response(type.detail(detail), headers);
	}

}
