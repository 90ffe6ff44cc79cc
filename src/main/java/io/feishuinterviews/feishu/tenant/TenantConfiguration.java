package io.feishuinterviews.feishu.tenant;

import java.time.Clock;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.feishu.connection.FeishuProperties;
import io.feishuinterviews.feishu.token.TenantTokens;
import io.feishuinterviews.interview.TenantState;
import io.feishuinterviews.redis.ConditionalOnRedis;
import io.feishuinterviews.redis.RedisCommandExecutor;
import io.feishuinterviews.redis.encryption.KeyNames;
import io.feishuinterviews.redis.encryption.ValueCipher;
import io.feishuinterviews.settings.ConditionalOnStoreApp;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures the states of tenants.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnStoreApp
class TenantConfiguration {

	@Bean
	TenantStates tenantStates(ObjectProvider<SharedStates> shared, ObjectProvider<TenantTokens> tokens, Clock clock,
			Ticker ticker) {
		return new TenantStates(shared.getIfAvailable(() -> SharedStates.NONE), clock, ticker,
				(tenant) -> tokens.getObject().forget(tenant));
	}

	@Bean
	@ConditionalOnRedis
	RedisStates redisStates(RedisCommandExecutor redis, KeyNames names, ValueCipher cipher,
			FeishuProperties properties) {
		return new RedisStates(redis, names, cipher, properties.appId());
	}

	@Bean
	MeterBinder tenantMetrics(TenantStates states) {
		return (meters) -> {
			for (TenantState state : TenantState.values()) {
				Gauge.builder("feishu.tenants", states, (all) -> all.count(state))
					.description("Tenants that this instance has seen")
					.tag("state", state.code())
					.register(meters);
			}
		};
	}

}
