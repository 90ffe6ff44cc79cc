package io.feishuinterviews.management;

import io.feishuinterviews.web.RequestIdFilter;

import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * Assigns request IDs on a separate management port, too, for the audit log.
 * <p>
 * Not annotated as a configuration, since the component scan would then register it for
 * the service's own port, too.
 */
@ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
class ManagementRequestIdConfiguration {

	@Bean
	FilterRegistrationBean<RequestIdFilter> managementRequestIdFilterRegistration(RequestIdFilter requestIdFilter) {
		FilterRegistrationBean<RequestIdFilter> registration = new FilterRegistrationBean<>(requestIdFilter);
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return registration;
	}

}
