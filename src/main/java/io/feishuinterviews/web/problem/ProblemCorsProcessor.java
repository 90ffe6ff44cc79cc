package io.feishuinterviews.web.problem;

import java.io.IOException;

import io.feishuinterviews.interview.FailureText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;

/**
 * Rejects a disallowed origin with a problem.
 */
@Component
class ProblemCorsProcessor extends DefaultCorsProcessor {

	private final ProblemWriter problems;

	ProblemCorsProcessor(ProblemWriter problems) {
		this.problems = problems;
	}

	@Override
	public boolean processRequest(@Nullable CorsConfiguration cors, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		boolean allowed = super.processRequest(cors, request, response);
		if (!allowed) {
			this.problems.write(Problem.of(ProblemType.ORIGIN_NOT_ALLOWED, FailureText.of("origin-not-listed")),
					request, response);
		}
		return allowed;
	}

	@Override
	protected void rejectRequest(ServerHttpResponse response) {
		// the caller writes the problem, because it knows the request
	}

}
