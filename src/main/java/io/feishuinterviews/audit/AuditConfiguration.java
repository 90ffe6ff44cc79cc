package io.feishuinterviews.audit;

import java.util.List;

import io.feishuinterviews.security.caller.CallerTenants;
import io.feishuinterviews.security.key.ApiKeys;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Configures the audit log.
 */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

	/**
	 * After the filter that assigns the request ID, and before Spring Security, whose
	 * rejections are audited.
	 */
	static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

	@Bean
	TalentReadMetrics talentReadMetrics(MeterRegistry meters, ApiKeys keys) {
		return new TalentReadMetrics(meters, keys);
	}

	@Bean
	static FilterRegistrationBean<AuditFilter> auditFilterRegistration(
			@Qualifier("unauditedRequests") RequestMatcher unauditedRequests, List<AuditedTalentsResolver> talents,
			TalentReadMetrics reads, CallerTenants tenants) {
		FilterRegistrationBean<AuditFilter> registration = new FilterRegistrationBean<>(
				new AuditFilter(unauditedRequests, talents, reads, tenants));
		registration.setOrder(ORDER);
		registration.setDispatcherTypes(DispatcherType.REQUEST);
		return registration;
	}

}
