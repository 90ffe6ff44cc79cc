package io.feishuinterviews.events.hire;

import io.feishuinterviews.cache.CacheChanges;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures what the events of Feishu Hire do.
 */
@Configuration(proxyBeanMethods = false)
class HireEventConfiguration {

	@Bean
	DeletionHandler deletionHandler(CacheChanges cache) {
		return new DeletionHandler(cache);
	}

	@Bean
	ChangeHandler changeHandler(CacheChanges cache, ObjectProvider<ApplicationLookup> lookup) {
		return new ChangeHandler(cache, lookup.getIfAvailable(() -> ApplicationLookup.NONE));
	}

}
