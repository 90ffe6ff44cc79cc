package io.feishuinterviews.web.server;

import java.io.IOException;

import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.web.InvalidRequestException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Rejects request bodies that are too large, and limits bodies without a known length
 * (chunked, or HTTP/2 without {@code Content-Length}). Rejects a malformed
 * {@code Content-Type}, for which Spring would return 500.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30) // with the request's ID at hand
class RequestBodyLimitFilter extends HttpFilter {

	private static final int MAX_SIZE = 64 * 1024;

	private final HandlerExceptionResolver problems;

	RequestBodyLimitFilter(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
		this.problems = problems;
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (!isWellFormed(request.getContentType())) {
			reject(request, response, new InvalidRequestException(HttpHeaders.CONTENT_TYPE,
					FailureText.of("header-malformed", HttpHeaders.CONTENT_TYPE)));
		}
		else if (request.getContentLengthLong() > MAX_SIZE) {
			reject(request, response, BoundedBody.tooLarge(MAX_SIZE));
		}
		else if (request.getContentLengthLong() < 0 && isReadable(request)) {
			chain.doFilter(new BoundedBody(request, MAX_SIZE), response);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private void reject(HttpServletRequest request, HttpServletResponse response, Exception reason) {
		this.problems.resolveException(request, response, null, reason);
	}

	/**
	 * Whether bodies of this method are read.
	 */
	private static boolean isReadable(HttpServletRequest request) {
		return !HttpMethod.GET.matches(request.getMethod()) && !HttpMethod.HEAD.matches(request.getMethod());
	}

	private static boolean isWellFormed(@Nullable String contentType) {
		if (contentType == null || contentType.isEmpty()) {
			return true;
		}
		try {
			return MediaType.parseMediaType(contentType).isConcrete();
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

}
