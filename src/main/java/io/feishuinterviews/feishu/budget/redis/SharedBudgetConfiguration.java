package io.feishuinterviews.feishu.budget.redis;

import java.util.UUID;

import io.feishuinterviews.feishu.budget.UpstreamLimits;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.redis.ConditionalOnRedis;
import io.feishuinterviews.redis.RedisCommandExecutor;
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
	 * <p>
	 * While encryption keys are replaced, instances may name the budget of a tenant by
	 * different keys, and so share it with some of the others only. Together they keep to
	 * the limits, since each of these budgets is a part of them.
	 */
	@Bean
	SharedPermitSources sharedPermitSources(RedisCommandExecutor redis, KeyNames names, UpstreamLimits limits) {
		String instance = UUID.randomUUID().toString().substring(0, 13);
		UpstreamLimits ofTenant = limits.dividedBy(names.keys());
		return new SharedPermitSources(
				(tenant) -> new RedisBudget(redis, name(names, tenant) + ":get_by_talent", instance,
						tenant.isOwn() ? limits : ofTenant, SharingTimes.DEFAULT),
				new KnownBudget(instance, limits, SharingTimes.DEFAULT, Schedulers.parallel(),
						Membership.UNKNOWN_INSTANCES),
				(instances) -> new KnownBudget(instance, ofTenant, SharingTimes.DEFAULT, Schedulers.parallel(),
						instances),
				Schedulers.parallel());
	}

	private static String name(KeyNames names, Tenant tenant) {
		return tenant.isOwn() ? names.common("budget") : names.ofTenant("budget", tenant);
	}

}
