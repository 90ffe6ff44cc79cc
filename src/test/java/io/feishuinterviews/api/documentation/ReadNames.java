package io.feishuinterviews.api.documentation;

import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * Records which query parameters and headers the service reads from requests.
 */
@TestConfiguration(proxyBeanMethods = false)
class ReadNames {

	/**
	 * Headers that are no parameters in OpenAPI, or part of HTTP or CORS.
	 */
	private static final Set<String> NO_PARAMETERS = Set.of("Accept", "Authorization", "Content-Type", "Host", "Origin",
			"Transfer-Encoding", "Access-Control-Request-Method");

	private static final Set<String> names = new ConcurrentSkipListSet<>();

	@Bean
	static FilterRegistrationBean<Filter> recordReadNames() {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(
				(request, response, chain) -> chain.doFilter(new Recorder((HttpServletRequest) request), response));
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return registration;
	}

	void clear() {
		names.clear();
	}

	Set<String> get() {
		return new TreeSet<>(names);
	}

	private static final class Recorder extends HttpServletRequestWrapper {

		Recorder(HttpServletRequest request) {
			super(request);
		}

		@Override
		public String getParameter(String name) {
			names.add("query " + name);
			return super.getParameter(name);
		}

		@Override
		public String[] getParameterValues(String name) {
			names.add("query " + name);
			return super.getParameterValues(name);
		}

		@Override
		public String getHeader(String name) {
			addHeader(name);
			return super.getHeader(name);
		}

		@Override
		public Enumeration<String> getHeaders(String name) {
			addHeader(name);
			return super.getHeaders(name);
		}

		private static void addHeader(String name) {
			if (NO_PARAMETERS.stream().noneMatch(name::equalsIgnoreCase)) {
				names.add("header " + name.toLowerCase(Locale.ROOT));
			}
		}

	}

}
