package io.feishuinterviews.web;

import io.feishuinterviews.audit.ManagementContextCondition;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;

/**
 * Assigns request IDs on a separate management port, too.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@Conditional(ManagementContextCondition.class)
class ManagementRequestIdConfiguration {

	@Bean
	FilterRegistrationBean<RequestIdFilter> managementRequestIdFilterRegistration(RequestIdFilter filter) {
		FilterRegistrationBean<RequestIdFilter> registration = new FilterRegistrationBean<>(filter);
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return registration;
	}

}
