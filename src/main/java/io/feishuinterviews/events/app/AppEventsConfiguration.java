package io.feishuinterviews.events.app;

import io.feishuinterviews.cache.InterviewCache;
import io.feishuinterviews.interview.AppTicketReceiver;
import io.feishuinterviews.interview.TenantRegistry;
import io.feishuinterviews.settings.ConditionalOnStoreApp;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures what the events about a store app do.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnStoreApp
class AppEventsConfiguration {

	@Bean
	AppTicketHandler appTicketHandler(AppTicketReceiver tickets) {
		return new AppTicketHandler(tickets);
	}

	@Bean
	TenantEventHandler tenantEventHandler(TenantRegistry tenants, InterviewCache interviews) {
		return new TenantEventHandler(tenants, interviews);
	}

}
