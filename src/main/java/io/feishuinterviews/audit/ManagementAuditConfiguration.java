package io.feishuinterviews.audit;

import java.util.List;
import java.util.Set;

import jakarta.servlet.DispatcherType;

import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Audits changes and rejected requests on a separate management port. Reads there are not
 * audited: they need no credentials.
 * <p>
 * Not annotated as a configuration, since the component scan would then register it for
 * the service's own port, too.
 */
@ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
class ManagementAuditConfiguration {

	private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

	@Bean
	FilterRegistrationBean<AuditFilter> managementAuditFilterRegistration(List<AuditedTalents> talents) {
		RequestMatcher reads = (request) -> READS.contains(request.getMethod());
		FilterRegistrationBean<AuditFilter> registration = new FilterRegistrationBean<>(
				new AuditFilter(reads, talents));
		registration.setOrder(AuditConfiguration.ORDER);
		registration.setDispatcherTypes(DispatcherType.REQUEST);
		return registration;
	}

}
