package io.feishuinterviews.settings.check;

import java.util.Map;

import io.feishuinterviews.settings.InvalidSettingsException;
import io.feishuinterviews.settings.SettingException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;

/**
 * Reads the settings again, as Spring Boot has read them at the start: files, imports and
 * config trees as they are now, and all other sources as they were. Nothing of the
 * running service changes.
 */
@Component
class SettingsReader {

	private final ConfigurableEnvironment environment;

	private final ConfigurableListableBeanFactory factory;

	private final ResourceLoader resources;

	SettingsReader(ConfigurableEnvironment environment, ConfigurableListableBeanFactory factory,
			ResourceLoader resources) {
		this.environment = environment;
		this.factory = factory;
		this.resources = resources;
	}

	/**
	 * Read all settings of this service.
	 * @return the settings by type
	 * @throws InvalidSettingsException if a setting is misspelt or invalid, or a file
	 * cannot be read
	 */
	Map<Class<?>, Object> read() throws InvalidSettingsException {
		try {
			ConfigurableEnvironment current = currentEnvironment();
			Map<String, Class<?>> properties = SettingsCheck.properties(this.factory);
			SettingsCheck.checkNamesInFiles(current, properties);
			return SettingsCheck.bind(current, properties);
		}
		catch (SettingException ex) {
			throw new InvalidSettingsException(String.valueOf(ex.getMessage()));
		}
		catch (BindException ex) {
			throw new InvalidSettingsException(describe(ex));
		}
		catch (RuntimeException ex) {
			// its message may quote the file
			throw new InvalidSettingsException("A file cannot be read: " + ex.getClass().getSimpleName());
		}
	}

	private ConfigurableEnvironment currentEnvironment() {
		StandardEnvironment current = new StandardEnvironment();
		MutablePropertySources sources = current.getPropertySources();
		sources.stream().map(PropertySource::getName).toList().forEach(sources::remove);
		this.environment.getPropertySources().stream().filter((source) -> !isFile(source)).forEach(sources::addLast);
		ConfigDataEnvironmentPostProcessor.applyTo(current, this.resources, null, this.environment.getActiveProfiles());
		return current;
	}

	private static boolean isFile(PropertySource<?> source) {
		return source instanceof OriginTrackedMapPropertySource || source instanceof ConfigTreePropertySource
				|| ConfigurationPropertySources.isAttachedConfigurationPropertySource(source);
	}

	private static String describe(BindException ex) {
		@Nullable FailureAnalysis analysis = new InvalidSettingFailureAnalyzer().analyze((Throwable) ex);
		return (analysis != null) ? analysis.getDescription().replaceAll("\\s+", " ") : ex.getName() + " is invalid";
	}

}
