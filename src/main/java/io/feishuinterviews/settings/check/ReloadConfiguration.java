package io.feishuinterviews.settings.check;

import java.util.List;

import io.feishuinterviews.settings.ReloadableSettings;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;

/**
 * Configures when settings are read again.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReloadProperties.class)
@EnableScheduling
class ReloadConfiguration {

	@Bean
	SettingsReload settingsReload(SettingsReader reader, List<ReloadableSettings<?>> settings, MeterRegistry meters) {
		return new SettingsReload(reader, settings, meters);
	}

	@Bean
	SchedulingConfigurer settingsReloadSchedule(SettingsReload reload, ReloadProperties properties) {
		return (tasks) -> {
			if (!properties.reloadInterval().isZero()) {
				tasks.addFixedDelayTask(
						new FixedDelayTask(reload::reload, properties.reloadInterval(), properties.reloadInterval()));
			}
		};
	}

}
