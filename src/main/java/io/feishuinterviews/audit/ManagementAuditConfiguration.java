package io.feishuinterviews.audit;

import java.util.List;

import io.feishuinterviews.security.caller.CallerTenants;
import jakarta.servlet.DispatcherType;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpMethod;

/**
 * Configures the audit log of a separate management port: changes and rejected requests.
 * Successful reads are not audited, because monitoring makes one every few seconds.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@Conditional(ManagementContextCondition.class)
class ManagementAuditConfiguration {

	@Bean
	FilterRegistrationBean<AuditFilter> managementAuditFilterRegistration(List<AuditedTalentsResolver> talents,
			TalentReadMetrics reads, CallerTenants tenants) {
		FilterRegistrationBean<AuditFilter> registration = new FilterRegistrationBean<>(
				new AuditFilter((request) -> HttpMethod.GET.matches(request.getMethod())
						|| HttpMethod.HEAD.matches(request.getMethod()), talents, reads, tenants));
		registration.setOrder(AuditConfiguration.ORDER);
		registration.setDispatcherTypes(DispatcherType.REQUEST);
		return registration;
	}

}
