package io.feishuinterviews.web;

import java.io.IOException;
import java.util.List;

import io.feishuinterviews.representation.Body;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Writes a {@link Body}: a small one at once, a large one with non-blocking I/O.
 */
@Component
class BodyHttpMessageConverter implements HttpMessageConverter<Body> {

	@Override
	public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
		return false;
	}

	@Override
	public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
		return Body.class.isAssignableFrom(type);
	}

	@Override
	public List<MediaType> getSupportedMediaTypes() {
		return List.of(MediaType.APPLICATION_JSON);
	}

	@Override
	public Body read(Class<? extends Body> type, HttpInputMessage input) {
		throw new HttpMessageNotReadableException("bodies are only written", input);
	}

	@Override
	public void write(Body body, @Nullable MediaType contentType, HttpOutputMessage output) throws IOException {
		output.getHeaders().setContentLength(body.length());
		if (body instanceof Body.Bytes small) {
			output.getBody().write(small.bytes());
			return;
		}
		HttpServletRequest request = request();
		Body.Stream large = (Body.Stream) body;
		if (HttpMethod.HEAD.matches(request.getMethod())) {
			large.memory().close();
			return;
		}
		Assert.isInstanceOf(ServletServerHttpResponse.class, output);
		BodyWriter.write(large, request, ((ServletServerHttpResponse) output).getServletResponse());
	}

	private static HttpServletRequest request() {
		return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
	}

}
