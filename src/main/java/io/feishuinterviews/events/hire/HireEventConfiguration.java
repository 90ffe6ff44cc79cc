package io.feishuinterviews.events.hire;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.cache.CacheChanges;
import io.feishuinterviews.interview.Applications;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
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
	ChangeHandler changeHandler(CacheChanges cache, ApplicationLookup lookup) {
		return new ChangeHandler(cache, lookup);
	}

}
