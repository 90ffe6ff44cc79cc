package io.feishuinterviews.settings;

import java.util.Map;
import java.util.Objects;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * The settings of this service at one time.
 *
 * @param values the settings by prefix
 */
record Settings(Map<String, Object> values) {

	/**
	 * Return the settings of a type.
	 * @param <T> the type
	 * @param type a class with {@link ConfigurationProperties}
	 * @return the settings
	 */
	<T> T get(Class<T> type) {
		ConfigurationProperties annotation = Objects
			.requireNonNull(AnnotationUtils.findAnnotation(type, ConfigurationProperties.class));
		return type.cast(Objects.requireNonNull(this.values.get(annotation.prefix())));
	}

}
