package io.feishuinterviews.audit;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.feishuinterviews.security.CallerAuthentication;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.LoggingEventBuilder;

import org.springframework.security.core.Authentication;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Notes who has asked, for whom, and what came of it; nothing of what was answered.
 * Whatever a client has sent is written so that it cannot be taken for words of ours.
 */
public class AuditFilter extends HttpFilter {

	private static final Logger log = LoggerFactory.getLogger("interviews.audit");

	private static final PathPatternRequestMatcher ONE_TALENT = PathPatternRequestMatcher
		.pathPattern("/talents/{talentId}/interviews");

	private static final PathPatternRequestMatcher GET_BY_TALENT = PathPatternRequestMatcher
		.pathPattern("/open-apis/hire/v1/interviews/get_by_talent");

	private static final Set<String> READING = Set.of("GET", "HEAD");

	private static final int LONGEST = 8000;

	private final RequestMatcher unaudited;

	private final SecurityContextRepository callers = new RequestAttributeSecurityContextRepository();

	/**
	 * Make a filter.
	 * @param unaudited the requests that are not noted unless they are refused
	 */
	public AuditFilter(RequestMatcher unaudited) {
		this.unaudited = unaudited;
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		boolean answered = false;
		try {
			chain.doFilter(request, response);
			answered = true;
		}
		finally {
			if (request.isAsyncStarted()) {
				request.getAsyncContext().addListener(new CompletionListener(), request, response);
			}
			else {
				note(request, response, answered ? response.getStatus() : 500);
			}
		}
	}

	private void note(HttpServletRequest request, HttpServletResponse response, int status) {
		if (status < 400 && !request.getServletPath().startsWith("/talents/") && this.unaudited.matches(request)) {
			return;
		}
		Authentication authentication = this.callers.loadDeferredContext(request).get().getAuthentication();
		Line line = new Line();
		if (authentication instanceof CallerAuthentication caller) {
			line.add("client", safe(caller.getName())).add("proof", caller.proof().text());
		}
		else {
			line.add("client", (request.getHeader("Authorization") == null) ? "anonymous" : "unknown")
				.add("proof", "none");
		}
		// a proxy that is believed may have been told anything
		line.add("address", safe(request.getRemoteAddr()))
			.add("method", safe(request.getMethod()))
			.add("path", cut(request.getRequestURI()))
			.add("talents", talents(request))
			.add("status", String.valueOf(status));
		Object code = FeishuCode.of(request);
		if (code != null) {
			line.add("code", code.toString());
		}
		line.add("served", served(response)).add("request", String.valueOf(response.getHeader("X-Request-Id"))).write();
	}

	private static String talents(HttpServletRequest request) {
		if (!READING.contains(request.getMethod())) {
			// to look for parameters would be to read the body
			return "";
		}
		try {
			// what Spring MVC has found there, if the request came so far
			Object handled = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
			Map<?, ?> variables = (handled instanceof Map<?, ?> map) ? map : ONE_TALENT.matcher(request).getVariables();
			if (variables.get("talentId") instanceof String talentId) {
				return safe(talentId);
			}
			String name = GET_BY_TALENT.matches(request) ? "talent_id" : "talentId";
			return cut(values(request.getParameterValues(name)).distinct()
				.map(AuditFilter::safe)
				.collect(Collectors.joining(",")));
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			// the request cannot be read, and was refused
			return "";
		}
	}

	private static Stream<String> values(String @Nullable [] values) {
		return (values != null) ? Stream.of(values) : Stream.empty();
	}

	private static String served(HttpServletResponse response) {
		String cacheStatus = response.getHeader("Cache-Status");
		return (cacheStatus != null) ? '"' + cacheStatus.substring(cacheStatus.indexOf(' ') + 1) + '"' : "";
	}

	private static String safe(String text) {
		return isHarmless(text) ? text : cut(URLEncoder.encode(text, StandardCharsets.UTF_8));
	}

	private static boolean isHarmless(String text) {
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			boolean harmless = (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z')
					|| (character >= 'A' && character <= 'Z') || "-_.:%".indexOf(character) >= 0;
			if (!harmless) {
				return false;
			}
		}
		return text.length() <= 128;
	}

	private static String cut(String text) {
		return (text.length() <= LONGEST) ? text : text.substring(0, LONGEST) + "...";
	}

	/**
	 * What is noted of an access: a text for people, and fields for machines.
	 */
	private static final class Line {

		private final StringBuilder text = new StringBuilder(300);

		private LoggingEventBuilder event = log.atInfo();

		Line add(String name, String value) {
			this.text.append(this.text.isEmpty() ? "" : " ").append(name).append('=').append(value);
			this.event = this.event.addKeyValue(name, value);
			return this;
		}

		void write() {
			this.event.log(this.text.toString());
		}

	}

	/**
	 * Notes an access whose answer came later.
	 */
	private final class CompletionListener implements AsyncListener {

		/**
		 * What the log has the request under. By then, no filter says so any more.
		 */
		private final Map<String, String> ids = Objects.requireNonNullElse(MDC.getCopyOfContextMap(), Map.of());

		@Override
		public void onComplete(AsyncEvent event) {
			HttpServletResponse response = (HttpServletResponse) event.getSuppliedResponse();
			MDC.setContextMap(this.ids);
			try {
				note((HttpServletRequest) event.getSuppliedRequest(), response, response.getStatus());
			}
			finally {
				MDC.clear();
			}
		}

		@Override
		public void onTimeout(AsyncEvent event) {
			// is completed then
		}

		@Override
		public void onError(AsyncEvent event) {
			// is completed then
		}

		@Override
		public void onStartAsync(AsyncEvent event) {
			event.getAsyncContext().addListener(this, event.getSuppliedRequest(), event.getSuppliedResponse());
		}

	}

}
