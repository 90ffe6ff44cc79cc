package io.feishuinterviews.cache.redis;

import java.time.Duration;
import java.util.List;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.feishuinterviews.cache.redis.pending.Purge;
import io.feishuinterviews.cache.redis.tenant.TenantIndex;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.redis.RedisCommandExecutor;
import io.feishuinterviews.redis.encryption.KeyNames;
import io.lettuce.core.SetArgs;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Evicts all talents of a tenant. Each entry is encrypted for the last purge of its
 * tenant, so the next purge makes it unreadable at once; then, what the tenant's index
 * names is removed.
 */
class TenantPurges {

	private static final int MAX_TENANTS = 10_000;

	private final RedisCommandExecutor redis;

	private final KeyNames names;

	private final TenantIndex index;

	private final EntryCodec codec;

	private final EvictionJournal journal;

	private final Duration retention;

	private final Cache<Tenant, String> last = Caffeine.newBuilder().maximumSize(MAX_TENANTS).build();

	TenantPurges(RedisCommandExecutor redis, KeyNames names, TenantIndex index, EntryCodec codec,
			EvictionJournal journal, Duration retention) {
		this.redis = redis;
		this.names = names;
		this.index = index;
		this.codec = codec;
		this.journal = journal;
		this.retention = retention;
	}

	/**
	 * Return the key of the last purge.
	 * @param tenant the tenant
	 * @return the name, {@code null} for the tenant of a custom app, which is not purged
	 */
	@Nullable String key(Tenant tenant) {
		return tenant.isOwn() ? null : TenantIndex.purgeKey(this.names.ofTenant(tenant));
	}

	/**
	 * Return the names of the keys with data of a tenant.
	 */
	TenantIndex index() {
		return this.index;
	}

	/**
	 * Remember the last purge in Redis.
	 * @param tenant the tenant
	 * @param purge the purge, empty for none
	 */
	void seen(Tenant tenant, String purge) {
		if (purge.isEmpty()) {
			this.last.invalidate(tenant);
		}
		else {
			this.last.put(tenant, purge);
		}
	}

	/**
	 * Return the last purge that this instance has seen.
	 * @param tenant the tenant
	 * @return the purge, empty for none
	 */
	String last(Tenant tenant) {
		String purge = this.last.getIfPresent(tenant);
		return (purge != null) ? purge : "";
	}

	/**
	 * Evict all talents of a tenant.
	 * @param purge the eviction
	 * @return a value if Redis has confirmed it
	 */
	Mono<Boolean> send(Purge purge) {
		return replace(purge).flatMap((replaced) -> announce(purge))
			.hasElement()
			// in any case: this frees memory that Redis may lack for the rest
			.flatMap((announced) -> this.index.removeAll(purge.tenant()).filter((removed) -> announced));
	}

	private Mono<Long> replace(Purge purge) {
		Tenant tenant = purge.tenant();
		List<String> all = this.names.allOfTenant(tenant);
		// after this, no entry from before the purge is left
		SetArgs args = SetArgs.Builder.px(this.retention);
		return Flux.fromIterable(all)
			.flatMap((name) -> this.redis.execute((commands) -> commands
				.set(RedisEntries.bytes(TenantIndex.purgeKey(name)), RedisEntries.bytes(purge.id()), args)))
			.count()
			.filter((confirmed) -> confirmed == all.size())
			.doOnNext((confirmed) -> seen(tenant, purge.id()));
	}

	/**
	 * Announce the purge to the other instances, once: a removal that fails is repeated
	 * often.
	 */
	private Mono<Boolean> announce(Purge purge) {
		if (purge.isAnnounced()) {
			return Mono.just(true);
		}
		return this.journal.append(this.codec.encodeEvicted(purge.tenant())).map((appended) -> {
			purge.setAnnounced();
			return true;
		});
	}

}
