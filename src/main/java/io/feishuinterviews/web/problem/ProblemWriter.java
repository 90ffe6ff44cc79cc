package io.feishuinterviews.web.problem;

import java.io.IOException;

import io.feishuinterviews.interview.Language;
import io.feishuinterviews.web.preferences.RequestPreferences;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Writes a problem outside Spring MVC.
 */
@Component
public class ProblemWriter {

	private final JsonMapper json;

	private final MessageSource labels;

	ProblemWriter(JsonMapper json, MessageSource labels) {
		this.json = json;
		this.labels = labels;
	}

	/**
	 * Return a problem as JSON.
	 * @param problem the problem
	 * @param language the language of its texts
	 * @return the JSON
	 */
	public byte[] bytes(Problem problem, Language language) {
		return this.json.writeValueAsBytes(problem.in(language, this.labels));
	}

	void write(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
		Language language = RequestPreferences.language(request);
		byte[] body = bytes(problem, language);
		response.setStatus(problem.getStatus());
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language.tag());
		response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

}
