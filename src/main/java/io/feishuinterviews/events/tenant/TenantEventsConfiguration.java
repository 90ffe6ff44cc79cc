package io.feishuinterviews.events.tenant;

import io.feishuinterviews.cache.InterviewCache;
import io.feishuinterviews.interview.TenantRegistry;
import io.feishuinterviews.settings.ConditionalOnStoreApp;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures the events of a store app's tenants.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnStoreApp
class TenantEventsConfiguration {

	@Bean
	TenantEventHandler tenantEventHandler(TenantRegistry tenants, InterviewCache interviews) {
		return new TenantEventHandler(tenants, interviews);
	}

}
