package io.feishuinterviews.web.server;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/**
 * Makes Actuator's links relative. Actuator would take the host from {@code Host}.
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
class LinksConfiguration {

	@Bean
	FilterRegistrationBean<HttpFilter> relativeLinksFilterRegistration(WebEndpointProperties properties) {
		FilterRegistrationBean<HttpFilter> registration = new FilterRegistrationBean<>(new RelativeLinksFilter());
		registration.addUrlPatterns(properties.getBasePath(), properties.getBasePath() + "/");
		return registration;
	}

	/**
	 * Removes the host from the request URL.
	 */
	private static final class RelativeLinksFilter extends HttpFilter {

		@Override
		protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			chain.doFilter(new HttpServletRequestWrapper(request) {

				@Override
				@SuppressWarnings("JdkObsolete") // as the interface has it
				public StringBuffer getRequestURL() {
					return new StringBuffer(getRequestURI());
				}

			}, response);
		}

	}

}
