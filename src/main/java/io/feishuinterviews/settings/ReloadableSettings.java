package io.feishuinterviews.settings;

import org.jspecify.annotations.Nullable;

/**
 * Settings that may change in files while the service runs.
 *
 * @param <T> the type of the settings
 */
public interface ReloadableSettings<T> {

	/**
	 * Return the type of the settings.
	 * @return a class with
	 * {@link org.springframework.boot.context.properties.ConfigurationProperties}
	 */
	Class<T> type();

	/**
	 * Use the settings from now on, if they have changed. May block.
	 * @param current the settings as they are in the files
	 * @return what has changed, for the log, {@code null} if nothing has
	 * @throws InvalidSettingsException if the service cannot use them; it uses the former
	 * ones
	 */
	@Nullable String apply(T current) throws InvalidSettingsException;

}
