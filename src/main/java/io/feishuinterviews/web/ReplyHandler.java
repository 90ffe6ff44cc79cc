package io.feishuinterviews.web;

import java.io.IOException;
import java.util.concurrent.ExecutionException;

import io.feishuinterviews.representation.Body;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.util.Assert;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Sends a {@link Reply}: at once if it is there, or else when it comes, without keeping a
 * thread waiting.
 */
class ReplyHandler implements HandlerMethodReturnValueHandler {

	@Override
	public boolean supportsReturnType(MethodParameter returnType) {
		Class<?> type = returnType.getParameterType();
		return type == Reply.class || type == Answer.class;
	}

	@Override
	public void handleReturnValue(@Nullable Object value, MethodParameter returnType, ModelAndViewContainer container,
			NativeWebRequest request) throws Exception {
		if (value instanceof Reply reply && !reply.answer().isDone()) {
			WebAsyncUtils.getAsyncManager(request).startDeferredResultProcessing(later(reply), container);
			return;
		}
		Answer answer = (value instanceof Reply reply) ? now(reply) : (Answer) value;
		Assert.state(answer != null, "a handler replied with nothing");
		container.setRequestHandled(true);
		HttpServletRequest asked = request.getNativeRequest(HttpServletRequest.class);
		HttpServletResponse response = request.getNativeResponse(HttpServletResponse.class);
		Assert.state(asked != null && response != null, "not a servlet request");
		send(answer, asked, response);
	}

	@SuppressWarnings("FutureReturnValueIgnored") // what it comes to goes into the result
	private static DeferredResult<Answer> later(Reply reply) {
		DeferredResult<Answer> later = new DeferredResult<>();
		reply.answer().whenComplete((answer, ex) -> {
			if (ex != null) {
				later.setErrorResult(Reply.failure(ex));
			}
			else if (!later.setResult(answer) && answer.body() instanceof Body.Stream unwanted) {
				unwanted.memory().close();
			}
		});
		return later;
	}

	private static Answer now(Reply reply) throws Exception {
		try {
			return reply.answer().get();
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof Exception cause) ? cause : ex;
		}
	}

	private static void send(Answer answer, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		response.setStatus(answer.status().value());
		answer.headers().forEach((name, value) -> {
			if (name.equals(HttpHeaders.VARY)) {
				// a filter may have said what else it depends on
				response.addHeader(name, value);
			}
			else {
				response.setHeader(name, value);
			}
		});
		Body body = answer.body();
		if (body.length() > 0) {
			response.setContentLengthLong(body.length());
		}
		if (body instanceof Body.Bytes some && some.length() > 0) {
			response.getOutputStream().write(some.bytes());
		}
		else if (body instanceof Body.Stream much && !HttpMethod.HEAD.matches(request.getMethod())) {
			BodyWriter.write(much, request, response);
		}
		else {
			if (body instanceof Body.Stream unwanted) {
				unwanted.memory().close();
			}
			// one with a body has left by now; nor is this one to wait for the audit
			response.flushBuffer();
		}
	}

}
