package io.feishuinterviews.api.documentation;

import java.io.IOException;
import java.util.concurrent.Semaphore;

import io.feishuinterviews.representation.OverloadedException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Bounds the requests for documentation that are answered at once: anybody may make them,
 * and each keeps a thread until its reader has taken the answer.
 */
public class DocumentationFilter extends HttpFilter {

	public static final int AT_ONCE = 20;

	private final Semaphore free = new Semaphore(AT_ONCE);

	private final HandlerExceptionResolver problems;

	DocumentationFilter(HandlerExceptionResolver problems) {
		this.problems = problems;
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (!this.free.tryAcquire()) {
			this.problems.resolveException(request, response, null,
					new OverloadedException("Too many requests for documentation are being answered."));
			return;
		}
		try {
			chain.doFilter(request, response);
		}
		finally {
			this.free.release();
		}
	}

}
