package io.feishuinterviews.cache;

import java.time.Clock;
import java.util.List;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.cache.shared.SharedEntries;
import io.feishuinterviews.interview.InterviewReader;
import io.feishuinterviews.interview.Interviews;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.caffeine.CaffeineCache;
import org.springframework.cache.support.SimpleCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures the cache and registers it with Spring's cache abstraction.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CacheProperties.class)
class CacheConfiguration {

	@Bean
	InterviewCache interviewCache(Interviews interviews, InterviewReader reader, ObjectProvider<SharedEntries> shared,
			CacheProperties properties, Clock clock, Ticker ticker, MeterRegistry meters) {
		return new InterviewCache(interviews, reader, shared.getIfAvailable(() -> SharedEntries.NONE), properties,
				clock, ticker, meters);
	}

	@Bean
	CacheChanges cacheChanges(InterviewCache interviews) {
		return interviews.changes();
	}

	@Bean
	@SuppressWarnings("unchecked") // Spring's caches do not know the types of keys and
									// values
	Cache interviewsCache(InterviewCache interviews) {
		AsyncCache<?, ?> cache = interviews.cache();
		return new CaffeineCache("interviews", (AsyncCache<Object, Object>) cache, false) {

			@Override
			public void clear() {
				interviews.purgeAll();
			}

		};
	}

	/**
	 * The memory of the cache, which Spring's cache metrics do not contain: they count
	 * entries.
	 */
	@Bean
	MeterBinder cacheMemoryMetrics(InterviewCache interviews) {
		Policy.Eviction<?, ?> memory = interviews.cache().synchronous().policy().eviction().orElseThrow();
		return (meters) -> {
			Gauge.builder("interviews.cache.size", () -> memory.weightedSize().orElse(0))
				.description("Estimated memory used by cached responses")
				.baseUnit(BaseUnits.BYTES)
				.register(meters);
			Gauge.builder("interviews.cache.max.size", memory::getMaximum)
				.description("Maximum memory for cached responses")
				.baseUnit(BaseUnits.BYTES)
				.register(meters);
		};
	}

	@Bean
	CacheManager cacheManager(List<Cache> caches) {
		SimpleCacheManager manager = new SimpleCacheManager();
		manager.setCaches(caches);
		return manager;
	}

}
