package io.feishuinterviews.api;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a request whose {@code Content-Type} is none. Spring takes it for a fault of
 * its own.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1) // with the request's ID at hand
class ContentTypeFilter extends OncePerRequestFilter {

	private final ProblemWriter problems;

	ContentTypeFilter(ProblemWriter problems) {
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (isWellFormed(request.getContentType())) {
			chain.doFilter(request, response);
		}
		else {
			this.problems.write(ProblemType.INVALID_REQUEST.detail("Content-Type is not well-formed."), response);
		}
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
