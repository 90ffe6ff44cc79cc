package io.feishuinterviews.web.server;

import java.io.IOException;

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
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Refuses a request whose body is too large, and bounds a body that does not say how
 * large it is (chunked, or HTTP/2 without {@code Content-Length}). Refuses one whose
 * {@code Content-Type} is none, which Spring takes for a fault of its own.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30) // with the request's ID at hand
class RequestBodyLimitFilter extends HttpFilter {

	private static final int LARGEST = 64 * 1024;

	private final HandlerExceptionResolver problems;

	RequestBodyLimitFilter(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
		this.problems = problems;
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (!isWellFormed(request.getContentType())) {
			refuse(request, response, new InvalidRequestException("Content-Type is not well-formed."));
		}
		else if (request.getContentLengthLong() > LARGEST) {
			refuse(request, response, BoundedBody.tooLarge(LARGEST));
		}
		else if (request.getContentLengthLong() < 0 && isReadable(request)) {
			chain.doFilter(new BoundedBody(request, LARGEST), response);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private void refuse(HttpServletRequest request, HttpServletResponse response, Exception why) {
		this.problems.resolveException(request, response, null, why);
	}

	/**
	 * Whether the method is one whose bodies are read. Those of others are left alone.
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
