package io.feishuinterviews.events.hire;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.cache.CacheChanges;
import io.feishuinterviews.events.ConditionalOnEvents;
import io.feishuinterviews.events.EventsProperties;
import io.feishuinterviews.interview.Applications;
import io.feishuinterviews.interview.Tenancy;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures what the events of Feishu Hire do.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnEvents
class HireEventsConfiguration {

	@Bean
	EventSubjects eventSubjects(Tenancy tenancy) {
		return new EventSubjects(tenancy);
	}

	@Bean
	ApplicationLookup applicationLookup(EventsProperties properties, Applications applications, Ticker ticker,
			MeterRegistry meters) {
		return properties.lookUpApplications() ? new LimitedApplicationLookup(applications, ticker, meters)
				: ApplicationLookup.NONE;
	}

	@Bean
	DeletionHandler deletionHandler(CacheChanges cache, EventSubjects subjects) {
		return new DeletionHandler(cache, subjects);
	}

	@Bean
	ChangeHandler changeHandler(CacheChanges cache, EventSubjects subjects, ApplicationLookup lookup) {
		return new ChangeHandler(cache, subjects, lookup);
	}

}
