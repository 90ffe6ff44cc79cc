package io.feishuinterviews.feishu.ticket;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.feishuinterviews.feishu.connection.FeishuProperties;
import io.feishuinterviews.redis.ConditionalOnRedis;
import io.feishuinterviews.redis.RedisCommandExecutor;
import io.feishuinterviews.redis.encryption.KeyNames;
import io.feishuinterviews.redis.encryption.ValueCipher;
import io.feishuinterviews.settings.ConditionalOnStoreApp;
import io.feishuinterviews.settings.SettingException;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Configures the app ticket, without which a store app gets no token. It comes by event
 * only.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnStoreApp
class TicketConfiguration {

	TicketConfiguration(Environment environment) {
		List<String> missing = Stream.of("feishu.events.encrypt-key", "feishu.events.verification-token")
			.filter((name) -> !StringUtils.hasText(environment.getProperty(name)))
			.toList();
		if (!missing.isEmpty()) {
			throw new SettingException(
					"feishu.app-type is store, but %s not set. Feishu pushes the app ticket as an event."
						.formatted(String.join(" and ", missing) + ((missing.size() != 1) ? " are" : " is")),
					"Set FEISHU_EVENTS_ENCRYPTKEY and FEISHU_EVENTS_VERIFICATIONTOKEN to those of the app "
							+ "(Feishu's developer console, Events and callbacks), or feishu.app-type to custom.");
		}
	}

	@Bean
	AppTickets appTickets(ObjectProvider<SharedTickets> shared, Clock clock) {
		return new AppTickets(shared.getIfAvailable(() -> SharedTickets.NONE), clock);
	}

	@Bean
	@ConditionalOnRedis
	RedisTickets redisTickets(RedisCommandExecutor redis, KeyNames names, ValueCipher cipher,
			FeishuProperties properties) {
		return new RedisTickets(redis, names, cipher, properties.appId());
	}

	@Bean
	MeterBinder ticketMetrics(AppTickets tickets) {
		return (meters) -> {
			TimeGauge.builder("feishu.app.ticket.age", tickets, TimeUnit.SECONDS, AppTickets::age)
				.description("Time since Feishu pushed the app ticket")
				.register(meters);
			FunctionCounter.builder("feishu.app.ticket.rejections", tickets, AppTickets::rejections)
				.description("App tickets that Feishu has rejected")
				.register(meters);
		};
	}

}
