package io.feishuinterviews.api;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a request whose body nobody would read: one that is too large, or might be, and
 * one whose {@code Content-Type} is none, which Spring takes for a fault of its own.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30) // with the request's ID at hand
class BodyFilter extends OncePerRequestFilter {

	private static final int LARGEST = 64 * 1024;

	private final ProblemWriter problems;

	BodyFilter(ProblemWriter problems) {
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (!isWellFormed(request.getContentType())) {
			this.problems.write(ProblemType.INVALID_REQUEST.detail("Content-Type is not well-formed."), response);
		}
		else if (request.getContentLengthLong() > LARGEST || (isChunked(request) && isReadable(request))) {
			this.problems.write(ProblemType.REQUEST_TOO_LARGE
				.detail("A body may have %d bytes, and must say in Content-Length how many it has.".formatted(LARGEST)),
					response);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private static boolean isChunked(HttpServletRequest request) {
		return request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") != null;
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
