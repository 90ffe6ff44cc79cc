package io.feishuinterviews.feishu.budget.redis;

import java.util.UUID;

import io.feishuinterviews.feishu.budget.UpstreamBudget;
import io.feishuinterviews.redis.ConditionalOnRedis;
import io.feishuinterviews.redis.RedisGate;
import io.feishuinterviews.redis.encryption.KeyNames;
import reactor.core.scheduler.Schedulers;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures the budget in Redis.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnRedis
class SharedBudgetConfiguration {

	/**
	 * Create the sources of permits. Feishu's limits are those of one API.
	 */
	@Bean
	SharedPermitSources sharedPermitSources(RedisGate redis, KeyNames names, UpstreamBudget.Limits limits) {
		String instance = UUID.randomUUID().toString().substring(0, 13);
		return new SharedPermitSources(
				(tenant) -> new RedisBudget(redis, names.common("budget", tenant) + ":get_by_talent", instance, limits,
						SharingTimes.DEFAULT),
				(instances) -> new KnownBudget(instance, limits, SharingTimes.DEFAULT, Schedulers.parallel(),
						instances),
				Schedulers.parallel());
	}

}
