package io.feishuinterviews.security;

import io.feishuinterviews.settings.SettingsReader;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;

/**
 * Configures when the clients' settings are read again.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ClientsReloadConfiguration {

	@Bean
	ClientsReload clientsReload(SettingsReader settings, ApiKeys keys, AccessProperties access, MeterRegistry meters) {
		return new ClientsReload(settings, keys, access, meters);
	}

	@Bean
	SchedulingConfigurer clientsReloadSchedule(ClientsReload reload, AccessProperties access) {
		return (tasks) -> {
			if (!access.reloadInterval().isZero()) {
				tasks.addFixedDelayTask(
						new FixedDelayTask(reload::reload, access.reloadInterval(), access.reloadInterval()));
			}
		};
	}

}
