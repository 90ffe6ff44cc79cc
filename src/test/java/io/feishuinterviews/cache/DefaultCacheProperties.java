package io.feishuinterviews.cache;

import java.util.Map;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * The settings of the cache if none is set, but a small cache.
 */
final class DefaultCacheProperties {

	private DefaultCacheProperties() {
	}

	static CacheProperties bind() {
		return new Binder(new MapConfigurationPropertySource(Map.of("interviews.cache.max-size", "1MB")))
			.bindOrCreate("interviews.cache", CacheProperties.class);
	}

}
