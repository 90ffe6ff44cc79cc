package io.feishuinterviews.web;

import java.io.IOException;
import java.util.regex.Pattern;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.AlternativeJdkIdGenerator;
import org.springframework.util.IdGenerator;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Assigns a request ID, or uses the ID of the client. The ID is in the response, in each
 * log line, and in problems.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class RequestIdFilter extends OncePerRequestFilter {

	/**
	 * The header that has the ID.
	 */
	public static final String HEADER = "X-Request-Id";

	/**
	 * The key of the ID in the logging context.
	 */
	public static final String MDC_KEY = "requestId";

	private static final String ATTRIBUTE = RequestIdFilter.class.getName();

	private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");

	/**
	 * Unpredictable, and cheaper than a UUID from {@code SecureRandom} for each request.
	 */
	private final IdGenerator ids = new AlternativeJdkIdGenerator();

	RequestIdFilter() {
		ContextRegistry.getInstance().registerThreadLocalAccessor(new Slf4jThreadLocalAccessor(MDC_KEY));
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String id = id(request);
		request.setAttribute(ATTRIBUTE, id);
		response.setHeader(HEADER, id);
		MDC.put(MDC_KEY, id);
		try {
			chain.doFilter(request, response);
		}
		finally {
			MDC.remove(MDC_KEY);
		}
	}

	private String id(HttpServletRequest request) {
		if (request.getAttribute(ATTRIBUTE) instanceof String given) {
			return given;
		}
		String sent = request.getHeader(HEADER);
		return isWellFormed(sent) ? sent : this.ids.generateId().toString();
	}

	private static boolean isWellFormed(@Nullable String id) {
		return id != null && WELL_FORMED.matcher(id).matches();
	}

	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

}
