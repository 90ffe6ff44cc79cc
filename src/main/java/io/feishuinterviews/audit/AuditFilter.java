package io.feishuinterviews.audit;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.feishuinterviews.security.CallerAuthentication;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.MDC;

import org.springframework.security.core.Authentication;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Logs each access: who requested which talents, and the outcome. Nothing of the response
 * body is logged.
 */
class AuditFilter extends HttpFilter {

	private static final Set<String> METHODS_WITHOUT_BODY = Set.of("GET", "HEAD", "DELETE");

	private final RequestMatcher unaudited;

	private final List<AuditedTalents> talents;

	private final SecurityContextRepository callers = new RequestAttributeSecurityContextRepository();

	/**
	 * Create a filter.
	 * @param unaudited the requests that are audited only if they are rejected
	 * @param talents find the talents of a request
	 */
	AuditFilter(RequestMatcher unaudited, List<AuditedTalents> talents) {
		this.unaudited = unaudited;
		this.talents = talents;
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		boolean completed = false;
		try {
			chain.doFilter(request, response);
			completed = true;
		}
		finally {
			if (request.isAsyncStarted()) {
				request.getAsyncContext().addListener(new CompletionListener(), request, response);
			}
			else {
				audit(request, response, completed ? response.getStatus() : 500);
			}
		}
	}

	private void audit(HttpServletRequest request, HttpServletResponse response, int status) {
		if (status < 400 && this.unaudited.matches(request)) {
			return;
		}
		Authentication authentication = this.callers.loadDeferredContext(request).get().getAuthentication();
		AuditEntry entry = new AuditEntry();
		if (authentication instanceof CallerAuthentication caller) {
			entry.add("client", AuditEntry.encoded(caller.getName())).add("proof", caller.proof().text());
		}
		else {
			entry.add("client", (request.getHeader("Authorization") == null) ? "anonymous" : "unknown")
				.add("proof", "none");
		}
		// behind a trusted proxy, the address is client input, too
		entry.add("address", AuditEntry.encoded(request.getRemoteAddr()))
			.add("method", AuditEntry.encoded(request.getMethod()))
			.add("path", AuditEntry.truncated(request.getRequestURI()))
			.add("talents", talents(request))
			.add("status", String.valueOf(status));
		Object code = AuditAttributes.responseCode(request);
		if (code != null) {
			entry.add("code", code.toString());
		}
		entry.add("served", served(response))
			.add("request", String.valueOf(response.getHeader("X-Request-Id")))
			.write();
	}

	private String talents(HttpServletRequest request) {
		if (!METHODS_WITHOUT_BODY.contains(request.getMethod())) {
			// reading parameters would read the body
			return "";
		}
		try {
			return AuditEntry.truncated(this.talents.stream()
				.flatMap((each) -> each.in(request))
				.distinct()
				.map(AuditEntry::encoded)
				.collect(Collectors.joining(",")));
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			// the request is malformed and was rejected
			return "";
		}
	}

	private static String served(HttpServletResponse response) {
		String cacheStatus = response.getHeader("Cache-Status");
		return (cacheStatus != null) ? '"' + cacheStatus.substring(cacheStatus.indexOf(' ') + 1) + '"' : "";
	}

	/**
	 * Audits an access whose response is completed later.
	 */
	private final class CompletionListener implements AsyncListener {

		/**
		 * The request ID: its filter has removed it by the time of completion.
		 */
		private final Map<String, String> ids = Objects.requireNonNullElse(MDC.getCopyOfContextMap(), Map.of());

		@Override
		public void onComplete(AsyncEvent event) {
			HttpServletResponse response = (HttpServletResponse) event.getSuppliedResponse();
			MDC.setContextMap(this.ids);
			try {
				audit((HttpServletRequest) event.getSuppliedRequest(), response, response.getStatus());
			}
			finally {
				MDC.clear();
			}
		}

		@Override
		public void onTimeout(AsyncEvent event) {
			// onComplete follows
		}

		@Override
		public void onError(AsyncEvent event) {
			// onComplete follows
		}

		@Override
		public void onStartAsync(AsyncEvent event) {
			event.getAsyncContext().addListener(this, event.getSuppliedRequest(), event.getSuppliedResponse());
		}

	}

}
