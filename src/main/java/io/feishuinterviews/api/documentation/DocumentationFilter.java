package io.feishuinterviews.api.documentation;

import java.io.IOException;
import java.util.concurrent.Semaphore;

import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.representation.OverloadedException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Limits concurrent requests for documentation: they need no credentials, and each holds
 * a thread until the client has read the response.
 */
public class DocumentationFilter extends HttpFilter {

	/**
	 * How many requests for documentation are served at the same time.
	 */
	public static final int MAX_CONCURRENT_REQUESTS = 20;

	/**
	 * Swagger UI has styles in its elements, and images in its styles.
	 */
	private static final String SWAGGER_UI_CONTENT_SECURITY_POLICY = "default-src 'self'; "
			+ "style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
			+ "form-action 'none'; frame-ancestors 'none'";

	private final Semaphore free = new Semaphore(MAX_CONCURRENT_REQUESTS);

	private final HandlerExceptionResolver problems;

	DocumentationFilter(HandlerExceptionResolver problems) {
		this.problems = problems;
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (request.getServletPath().startsWith(DocumentationConfiguration.SWAGGER_UI)) {
			response.setHeader("Content-Security-Policy", SWAGGER_UI_CONTENT_SECURITY_POLICY);
			response.setHeader("Cache-Control", "private, no-cache");
		}
		if (!this.free.tryAcquire()) {
			this.problems.resolveException(request, response, null,
					new OverloadedException(FailureText.of("documentation-requests")));
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
