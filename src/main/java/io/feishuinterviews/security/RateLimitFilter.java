package io.feishuinterviews.security;

import java.io.IOException;
import java.util.List;

import io.feishuinterviews.security.caller.CallerAuthentication;
import io.feishuinterviews.security.limit.RateLimitHeaders;
import io.feishuinterviews.security.limit.RateLimits;
import io.feishuinterviews.security.limit.TooManyRequestsException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Rejects requests beyond the rate limit, and returns the remaining requests to known
 * callers.
 */
class RateLimitFilter extends HttpFilter {

	/**
	 * Spring Boot's health probes, which are never limited.
	 */
	static final List<String> PROBES = List.of("/livez", "/readyz");

	private final RateLimits limits;

	private final RequestMatcher unlimited;

	private final HandlerExceptionResolver problems;

	/**
	 * Create a filter.
	 * @param limits the limits
	 * @param unlimited requests that their handlers limit
	 * @param problems handles requests beyond the limit
	 */
	RateLimitFilter(RateLimits limits, RequestMatcher unlimited, HandlerExceptionResolver problems) {
		this.limits = limits;
		this.unlimited = unlimited;
		this.problems = problems;
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			CallerAuthentication caller = CallerAuthentication.current();
			if (caller != null) {
				RateLimitHeaders.set(this.limits.count(caller), response);
			}
			else if (!PROBES.contains(request.getServletPath()) && !this.unlimited.matches(request)) {
				this.limits.countUnknown(request);
			}
		}
		catch (TooManyRequestsException ex) {
			this.problems.resolveException(request, response, null, ex);
			return;
		}
		chain.doFilter(request, response);
	}

}
