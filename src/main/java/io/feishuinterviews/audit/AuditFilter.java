package io.feishuinterviews.audit;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.security.caller.CallerAuthentication;
import io.feishuinterviews.security.caller.CallerTenants;
import io.feishuinterviews.security.key.RejectedKey;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
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

	private final RequestMatcher unaudited;

	private final List<AuditedTalentsResolver> talents;

	private final TalentReadMetrics reads;

	private final CallerTenants tenants;

	private final SecurityContextRepository callers = new RequestAttributeSecurityContextRepository();

	/**
	 * Create a filter.
	 * @param unaudited the requests that are audited only if they are rejected
	 * @param talents find the talents of a request
	 * @param reads counts the talents that a client reads
	 * @param tenants the tenants of callers
	 */
	AuditFilter(RequestMatcher unaudited, List<AuditedTalentsResolver> talents, TalentReadMetrics reads,
			CallerTenants tenants) {
		this.unaudited = unaudited;
		this.talents = talents;
		this.reads = reads;
		this.tenants = tenants;
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
		AccessedTalents accessed = AccessedTalents.of(request, this.talents);
		// a request with a talent is always audited, so a hit does not match the patterns
		// of public paths
		if (status < 400 && accessed.ids().isEmpty() && this.unaudited.matches(request)) {
			return;
		}
		Authentication authentication = this.callers.loadDeferredContext(request).get().getAuthentication();
		this.reads.count(authentication, accessed.read(status));
		AuditEntry entry = new AuditEntry();
		addClient(entry, authentication, request);
		// behind a trusted proxy, the address is client input, too
		entry.add("address", AuditEntry.encoded(request.getRemoteAddr()))
			.add("method", AuditEntry.encoded(request.getMethod()))
			.add("path", AuditEntry.truncated(request.getRequestURI()))
			.add("talents", accessed.toString())
			.add("status", String.valueOf(status));
		Object code = AuditAttributes.responseCode(request);
		if (code != null) {
			entry.add("code", code.toString());
		}
		Object contact = AuditAttributes.contact(request);
		if (contact != null && accessed.found(status) > 0) {
			entry.add("contact", contact.toString());
		}
		entry.add("served", served(response))
			.add("request", Objects.requireNonNullElse(response.getHeader("X-Request-Id"), ""))
			.write();
	}

	private void addClient(AuditEntry entry, @Nullable Authentication authentication, HttpServletRequest request) {
		if (authentication instanceof CallerAuthentication caller) {
			entry.add("client", AuditEntry.encoded(caller.getName())).add("proof", caller.credentialType().text());
			addTenant(entry, this.tenants.of(caller));
			return;
		}
		RejectedKey rejected = RejectedKey.of(request);
		String claimed = (rejected != null) ? rejected.client() : AuditAttributes.claimedClient(request);
		boolean anonymous = claimed == null && request.getHeader("Authorization") == null;
		entry.add("client", anonymous ? "anonymous" : "unknown").add("proof", "none");
		addTenant(entry, anonymous ? this.tenants.anonymous() : null);
		if (claimed != null) {
			entry.add("claimed", AuditEntry.encoded(claimed));
		}
		if (rejected != null) {
			entry.add("rejected", rejected.reason());
		}
	}

	private static void addTenant(AuditEntry entry, @Nullable Tenant tenant) {
		if (tenant != null && !tenant.isOwn()) {
			entry.add("tenant", tenant.key());
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
