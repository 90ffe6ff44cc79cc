package io.feishuinterviews.events.dispatch;

import java.time.Duration;
import java.util.List;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.events.ConditionalOnEvents;
import io.feishuinterviews.events.EventHandler;
import io.feishuinterviews.interview.Tenancy;
import io.feishuinterviews.redis.ConditionalOnRedis;
import io.feishuinterviews.redis.RedisCommandExecutor;
import io.feishuinterviews.redis.encryption.KeyNames;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures what happens to events.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnEvents
class DispatchConfiguration {

	private static final List<Duration> RETRIES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(5),
			Duration.ofSeconds(30));

	@Bean
	EventDispatcher eventDispatcher(ObjectProvider<EventHandler> handlers, ObjectProvider<SharedEventIds> shared,
			Ticker ticker, Tenancy tenancy, MeterRegistry meters) {
		return new EventDispatcher(handlers.stream().toList(),
				new HandledEvents(shared.getIfAvailable(() -> SharedEventIds.NONE), ticker), RETRIES, tenancy, meters);
	}

	@Bean
	@ConditionalOnRedis
	RedisEventIds redisEventIds(RedisCommandExecutor redis, KeyNames names) {
		return new RedisEventIds(redis, names);
	}

}
