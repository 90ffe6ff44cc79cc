package io.feishuinterviews.events.webhook;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.feishuinterviews.audit.EventAudit;
import io.feishuinterviews.events.ConditionalOnEvents;
import io.feishuinterviews.events.dispatch.EventDispatcher;
import io.feishuinterviews.events.verification.EventVerifier;
import io.feishuinterviews.events.verification.RefusedRequestException;
import io.feishuinterviews.events.verification.RefusedRequestException.Step;
import io.feishuinterviews.events.verification.SignedRequest;
import io.feishuinterviews.events.verification.VerifiedRequest;
import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.security.limit.RateLimits;
import io.feishuinterviews.security.limit.TooManyRequestsException;
import io.feishuinterviews.web.RequestIdFilter;
import io.feishuinterviews.web.UnauthenticatedException;
import io.feishuinterviews.web.server.BoundedBodyReader;
import io.feishuinterviews.web.server.BoundedBodyReader.BodyCallback;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Receives Feishu's events. Everything that is refused has the same response, because its
 * sender is unknown.
 */
@Controller
@ConditionalOnEvents
class WebhookController {

	static final String PATH = "/feishu/events";

	private static final int MAX_SIZE = 64 * 1024;

	/**
	 * As long as Feishu waits.
	 */
	private static final Duration TIMEOUT = Duration.ofSeconds(3);

	private static final BoundedBodyReader reader = new BoundedBodyReader(MAX_SIZE, TIMEOUT);

	private final EventVerifier verifier;

	private final EventDispatcher dispatcher;

	private final RefusalMetrics refusals;

	private final RateLimits limits;

	private final HandlerExceptionResolver problems;

	private final JsonMapper json;

	WebhookController(EventVerifier verifier, EventDispatcher dispatcher, RefusalMetrics refusals, RateLimits limits,
			@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems, JsonMapper json) {
		this.verifier = verifier;
		this.dispatcher = dispatcher;
		this.refusals = refusals;
		this.limits = limits;
		this.problems = problems;
		this.json = json;
	}

	@PostMapping(PATH)
	void receive(HttpServletRequest request, HttpServletResponse response) throws IOException {
		reader.read(request, response, new BodyCallback() {

			@Override
			public void complete(byte[] body) throws IOException {
				try {
					write(handle(signed(request, body)), response);
				}
				catch (RefusedRequestException ex) {
					refuse(ex.step(), refusal(), request, response);
				}
				catch (RuntimeException ex) {
					WebhookController.this.problems.resolveException(request, response, null, ex);
				}
			}

			@Override
			public void fail(Exception reason) {
				refuse(Step.BODY, reason, request, response);
			}

		});
	}

	private Map<String, String> handle(SignedRequest request) {
		VerifiedRequest verified = this.verifier.verify(request);
		if (verified instanceof VerifiedRequest.Challenge challenge) {
			EventAudit.log("", "url_verification", "challenge", null, List.of(),
					Objects.requireNonNullElse(MDC.get(RequestIdFilter.MDC_KEY), ""));
			return Map.of("challenge", challenge.challenge());
		}
		this.dispatcher.accept(((VerifiedRequest.Event) verified).event());
		return Map.of();
	}

	private void write(Map<String, String> body, HttpServletResponse response) throws IOException {
		byte[] bytes = this.json.writeValueAsBytes(body);
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		response.setContentLength(bytes.length);
		response.getOutputStream().write(bytes);
	}

	/**
	 * Refuse a request. Too many of one address are limited like wrong API keys; what
	 * Feishu sends is never limited.
	 */
	private void refuse(Step step, Exception reason, HttpServletRequest request, HttpServletResponse response) {
		this.refusals.count(step);
		Exception problem = reason;
		try {
			this.limits.countRefusedEvent(request);
		}
		catch (TooManyRequestsException ex) {
			problem = ex;
		}
		this.problems.resolveException(request, response, null, problem);
	}

	private static UnauthenticatedException refusal() {
		return new UnauthenticatedException("X-Lark-Signature", FailureText.of("event-refused"));
	}

	private static SignedRequest signed(HttpServletRequest request, byte[] body) {
		return new SignedRequest(header(request, "X-Lark-Request-Timestamp"), header(request, "X-Lark-Request-Nonce"),
				header(request, "X-Lark-Signature"), body);
	}

	/**
	 * Return a header. One that was sent twice is no valid value.
	 */
	private static @Nullable String header(HttpServletRequest request, String name) {
		List<String> values = Collections.list(request.getHeaders(name));
		return values.isEmpty() ? null : String.join(", ", values);
	}

}
