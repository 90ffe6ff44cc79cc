package io.feishuinterviews.security;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

import org.springframework.security.core.Authentication;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Notes who has asked, for whom, and what came of it; nothing of what was answered.
 * Whatever a client has sent is written so that it cannot be taken for words of ours.
 */
class AuditFilter extends OncePerRequestFilter {

	private static final Logger log = LoggerFactory.getLogger("interviews.audit");

	private static final PathPatternRequestMatcher ONE_TALENT = PathPatternRequestMatcher
		.pathPattern("/talents/{talentId}/interviews");

	private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:%]+");

	private static final Set<String> READING = Set.of("GET", "HEAD");

	private static final int LONGEST = 8000;

	private final RequestMatcher ofNoInterest;

	private final SecurityContextRepository callers = new RequestAttributeSecurityContextRepository();

	/**
	 * Make a filter.
	 * @param ofNoInterest the requests that are not noted unless they are refused
	 */
	AuditFilter(RequestMatcher ofNoInterest) {
		this.ofNoInterest = ofNoInterest;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		boolean answered = false;
		try {
			chain.doFilter(request, response);
			answered = true;
		}
		finally {
			if (request.isAsyncStarted()) {
				request.getAsyncContext().addListener(new AtTheEnd(), request, response);
			}
			else {
				note(request, response, answered ? response.getStatus() : 500);
			}
		}
	}

	private void note(HttpServletRequest request, HttpServletResponse response, int status) {
		if (status < 400 && this.ofNoInterest.matches(request)) {
			return;
		}
		Authentication authentication = this.callers.loadDeferredContext(request).get().getAuthentication();
		Map<String, String> access = new LinkedHashMap<>();
		if (authentication instanceof Caller caller) {
			access.put("client", safe(caller.getName()));
			access.put("proof", caller.proof().name().toLowerCase(Locale.ROOT));
		}
		else {
			access.put("client", (request.getHeader("Authorization") == null) ? "anonymous" : "unknown");
			access.put("proof", "none");
		}
		String address = request.getRemoteAddr();
		// a proxy that is believed may have been told anything
		access.put("address", ADDRESS.matcher(address).matches() ? address : safe(address));
		access.put("method", safe(request.getMethod()));
		access.put("path", cut(request.getRequestURI()));
		access.put("talents", talents(request));
		access.put("status", String.valueOf(status));
		access.put("served", served(response));
		access.put("request", String.valueOf(response.getHeader("X-Request-Id")));
		LoggingEventBuilder line = log.atInfo();
		for (Map.Entry<String, String> field : access.entrySet()) {
			line = line.addKeyValue(field.getKey(), field.getValue());
		}
		line.log(access.entrySet()
			.stream()
			.map((field) -> field.getKey() + '=' + field.getValue())
			.collect(Collectors.joining(" ")));
	}

	private static String talents(HttpServletRequest request) {
		if (!READING.contains(request.getMethod())) {
			// to look for parameters would be to read the body
			return "";
		}
		try {
			RequestMatcher.MatchResult one = ONE_TALENT.matcher(request);
			Stream<String> talents = one.isMatch() ? one.getVariables().values().stream()
					: values(request.getParameterValues("talentId"));
			return cut(talents.distinct().map(AuditFilter::safe).collect(Collectors.joining(",")));
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
		return cut(URLEncoder.encode(text, StandardCharsets.UTF_8));
	}

	private static String cut(String text) {
		return (text.length() <= LONGEST) ? text : text.substring(0, LONGEST) + "...";
	}

	/**
	 * Notes an access whose answer came later.
	 */
	private final class AtTheEnd implements AsyncListener {

		@Override
		public void onComplete(AsyncEvent event) {
			HttpServletResponse response = (HttpServletResponse) event.getSuppliedResponse();
			note((HttpServletRequest) event.getSuppliedRequest(), response, response.getStatus());
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
