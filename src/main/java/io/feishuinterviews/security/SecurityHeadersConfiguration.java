package io.feishuinterviews.security;

import java.util.List;

import jakarta.servlet.DispatcherType;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.web.header.Header;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/**
 * Sets security headers on every response, also of requests that a filter rejects.
 */
@Configuration(proxyBeanMethods = false)
class SecurityHeadersConfiguration {

	private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 20;

	@Bean
	static FilterRegistrationBean<HeaderWriterFilter> securityHeadersFilterRegistration() {
		HeaderWriterFilter filter = new HeaderWriterFilter(List.of(new HstsHeaderWriter(),
				new StaticHeadersWriter(List.of(new Header("X-Content-Type-Options", "nosniff"),
						new Header("X-Frame-Options", "DENY"), new Header("Referrer-Policy", "no-referrer"),
						new Header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
						// cacheable responses replace this
						new Header("Cache-Control", "no-store")))));
		filter.setShouldWriteHeadersEagerly(true);
		FilterRegistrationBean<HeaderWriterFilter> registration = new FilterRegistrationBean<>(filter);
		registration.setOrder(ORDER);
		registration.setDispatcherTypes(DispatcherType.REQUEST);
		return registration;
	}

}
