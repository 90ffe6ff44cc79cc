package io.feishuinterviews.security;

import java.util.stream.Stream;

import io.feishuinterviews.security.caller.Scope;
import org.jspecify.annotations.Nullable;

import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may make some requests. Each API declares the rules of its own paths as beans. The
 * first rule that matches a request applies.
 *
 * @param requests the requests
 * @param scope the scope that they require, {@code null} if no scope is required
 * @param authenticated whether credentials in the requests are read; if not, they are
 * ignored
 * @param verifiedByHandler whether the handler authenticates the requests itself. It then
 * also limits and audits them
 */
public record AccessRule(RequestMatcher requests, @Nullable Scope scope, boolean authenticated,
		boolean verifiedByHandler) {

	/**
	 * Require a scope.
	 * @param scope the scope
	 * @param requests the requests
	 * @return the rule
	 */
	public static AccessRule requireScope(Scope scope, RequestMatcher requests) {
		return new AccessRule(requests, scope, true, false);
	}

	/**
	 * Make paths public. Successful requests for them are not audited.
	 * @param patterns the paths
	 * @return the rule
	 */
	public static AccessRule open(String... patterns) {
		return open(new OrRequestMatcher(
				Stream.of(patterns).<RequestMatcher>map(PathPatternRequestMatcher::pathPattern).toList()));
	}

	static AccessRule open(RequestMatcher requests) {
		return new AccessRule(requests, null, true, false);
	}

	/**
	 * Make requests public, and ignore their credentials.
	 * @param requests the requests
	 * @return the rule
	 */
	public static AccessRule ignoreCredentials(RequestMatcher requests) {
		return new AccessRule(requests, null, false, false);
	}

	/**
	 * Permit requests whose handler authenticates them: their credentials are ignored,
	 * and they have no rate limit. Successful requests are not audited here.
	 * @param requests the requests
	 * @return the rule
	 */
	public static AccessRule verifiedByHandler(RequestMatcher requests) {
		return new AccessRule(requests, null, false, true);
	}

	boolean isUnaudited() {
		return this.verifiedByHandler || (this.scope == null && this.authenticated);
	}

}
