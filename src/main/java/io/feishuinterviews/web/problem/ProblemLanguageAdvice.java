package io.feishuinterviews.web.problem;

import io.feishuinterviews.interview.Language;
import io.feishuinterviews.web.preferences.RequestPreferences;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Writes problems in the language that the request prefers.
 */
@ControllerAdvice
class ProblemLanguageAdvice implements ResponseBodyAdvice<Object> {

	private final MessageSource labels;

	ProblemLanguageAdvice(MessageSource labels) {
		this.labels = labels;
	}

	@Override
	public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
		return true;
	}

	@Override
	public @Nullable Object beforeBodyWrite(@Nullable Object body, MethodParameter returnType, MediaType contentType,
			Class<? extends HttpMessageConverter<?>> converterType, ServerHttpRequest request,
			ServerHttpResponse response) {
		if (!(body instanceof Problem problem && request instanceof ServletServerHttpRequest servletRequest)) {
			return body;
		}
		Language language = RequestPreferences.language(servletRequest.getServletRequest());
		response.getHeaders().set(HttpHeaders.CONTENT_LANGUAGE, language.tag());
		response.getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
		return problem.in(language, this.labels);
	}

}
