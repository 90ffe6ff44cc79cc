package io.feishuinterviews.cache.redis;

import java.time.Clock;

import io.feishuinterviews.cache.CacheProperties;
import io.feishuinterviews.cache.redis.change.Announcements;
import io.feishuinterviews.cache.redis.change.ApplicationTalents;
import io.feishuinterviews.cache.redis.change.ChangeCodec;
import io.feishuinterviews.cache.redis.pending.PendingEvictions;
import io.feishuinterviews.cache.redis.tenant.TenantIndex;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.redis.ConditionalOnRedis;
import io.feishuinterviews.redis.RedisCommandExecutor;
import io.feishuinterviews.redis.encryption.KeyNames;
import io.feishuinterviews.redis.encryption.ValueCipher;
import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.publisher.Mono;

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
	ChangeCodec changeCodec(ValueCipher cipher, @Value("${feishu.app-id}") String appId) {
		return new ChangeCodec(cipher, appId.strip());
	}

	@Bean
	EvictionJournal evictionJournal(RedisCommandExecutor redis, KeyNames names, EntryCodec codec, ChangeCodec changes) {
		return new EvictionJournal(redis, names, codec, changes);
	}

	@Bean
	PendingEvictions pendingEvictions() {
		return new PendingEvictions();
	}

	@Bean
	TenantPurges tenantPurges(RedisCommandExecutor redis, KeyNames names, EntryCodec codec, EvictionJournal journal,
			CacheProperties properties) {
		return new TenantPurges(redis, names, new TenantIndex(redis, names), codec, journal, properties.retention());
	}

	@Bean
	Evictions evictions(PendingEvictions pending, RedisCommandExecutor redis, KeyNames names, EntryCodec codec,
			EvictionJournal journal, TenantPurges tenants, CacheProperties properties) {
		return new Evictions(pending, redis, names, codec, journal, tenants, properties.retention());
	}

	@Bean
	ApplicationTalents applicationTalents(RedisCommandExecutor redis, KeyNames names, ChangeCodec codec) {
		return new ApplicationTalents(redis, names, codec);
	}

	@Bean
	Announcements announcements(RedisCommandExecutor redis, KeyNames names, ChangeCodec codec,
			ApplicationTalents applications, EvictionJournal journal, Evictions evictions, CacheProperties properties) {
		return new Announcements(redis, names, codec, applications, new Announcements.Channels() {

			@Override
			public Mono<String> append(byte[] announcement) {
				return journal.append(announcement);
			}

			@Override
			public Mono<Boolean> evict(Talent talent) {
				return evictions.evict(talent, null);
			}

			@Override
			public Mono<Boolean> evict(Tenant tenant) {
				return evictions.evict(tenant);
			}

		}, properties.servedAtOnceFor(), properties.retention());
	}

	@Bean
	JournalReader journalReader(EvictionJournal journal, Evictions evictions, Announcements announcements) {
		return new JournalReader(journal, evictions, announcements);
	}

	@Bean
	RedisEntries redisEntries(RedisCommandExecutor redis, KeyNames names, EntryCodec codec, Evictions evictions,
			PendingEvictions pending, TenantPurges tenants, Announcements announcements,
			ApplicationTalents applications, CacheProperties properties, Clock clock, MeterRegistry meters) {
		return new RedisEntries(redis, names, codec, evictions, tenants, announcements, applications,
				properties.retention(), clock, new EntryMetrics(meters, pending::size, announcements::pending));
	}

}
