package io.feishuinterviews.cache.redis;

import java.time.Clock;

import io.feishuinterviews.cache.CacheProperties;
import io.feishuinterviews.redis.ConditionalOnRedis;
import io.feishuinterviews.redis.KeyNames;
import io.feishuinterviews.redis.RedisGate;
import io.feishuinterviews.redis.ValueCipher;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures the second level of the cache.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnRedis
class CacheRedisConfiguration {

	@Bean
	EntryCodec entryCodec(ValueCipher cipher, @Value("${feishu.app-id}") String appId, Clock clock) {
		return new EntryCodec(cipher, appId.strip(), clock);
	}

	@Bean
	EvictionJournal evictionJournal(RedisGate redis, KeyNames names, EntryCodec codec) {
		return new EvictionJournal(redis, names, codec);
	}

	@Bean
	PendingEvictions pendingEvictions() {
		return new PendingEvictions();
	}

	@Bean
	TenantPurges tenantPurges(RedisGate redis, KeyNames names, EntryCodec codec, EvictionJournal journal,
			CacheProperties properties) {
		return new TenantPurges(redis, names, codec, journal, properties.retention());
	}

	@Bean
	Evictions evictions(PendingEvictions pending, RedisGate redis, KeyNames names, EntryCodec codec,
			EvictionJournal journal, TenantPurges tenants, CacheProperties properties) {
		return new Evictions(pending, redis, names, codec, journal, tenants, properties.retention());
	}

	@Bean
	JournalReader journalReader(EvictionJournal journal, Evictions evictions) {
		return new JournalReader(journal, evictions);
	}

	@Bean
	RedisEntries redisEntries(RedisGate redis, KeyNames names, EntryCodec codec, Evictions evictions,
			PendingEvictions pending, TenantPurges tenants, CacheProperties properties, Clock clock,
			MeterRegistry meters) {
		return new RedisEntries(redis, names, codec, evictions, tenants, properties.retention(), clock,
				new EntryMetrics(meters, pending::size));
	}

}
