package io.feishuinterviews.web;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.RequestContextFilter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Configures Spring MVC to do nothing twice: this is a large part of the cost of a hit.
 */
@Configuration(proxyBeanMethods = false)
class MvcConfiguration {

	/**
	 * Compares a request with the paths of the APIs first. Otherwise, it would be
	 * compared with each endpoint of Actuator before.
	 */
	@Bean
	static SmartInitializingSingleton handlerMappingOrder(
			@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
		return () -> mapping.setOrder(Ordered.HIGHEST_PRECEDENCE);
	}

	/**
	 * Disables a filter of Spring Boot: the dispatcher servlet does the same.
	 */
	@Bean
	static FilterRegistrationBean<RequestContextFilter> requestContextFilterRegistration() {
		FilterRegistrationBean<RequestContextFilter> registration = new FilterRegistrationBean<>(
				new RequestContextFilter());
		registration.setEnabled(false);
		return registration;
	}

}
