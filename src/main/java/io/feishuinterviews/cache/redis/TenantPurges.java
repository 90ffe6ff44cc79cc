package io.feishuinterviews.cache.redis;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.feishuinterviews.cache.redis.tenant.TenantIndex;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.redis.KeyNames;
import io.feishuinterviews.redis.RedisGate;
import io.lettuce.core.SetArgs;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Evicts all talents of a tenant. Each entry is encrypted for the last purge of its
 * tenant, so the next purge makes it unreadable at once; then, what the tenant's index
 * names is removed. A purge that does not reach Redis is repeated; until then, this
 * instance does not use what Redis has of the tenant.
 */
class TenantPurges {

	private static final int MAX_TENANTS = 10_000;

	private final RedisGate redis;

	private final KeyNames names;

	private final TenantIndex index;

	private final EntryCodec codec;

	private final EvictionJournal journal;

	private final Duration retention;

	private final Set<Tenant> pending = ConcurrentHashMap.newKeySet();

	private final Cache<Tenant, String> last = Caffeine.newBuilder().maximumSize(MAX_TENANTS).build();

	TenantPurges(RedisGate redis, KeyNames names, TenantIndex index, EntryCodec codec, EvictionJournal journal,
			Duration retention) {
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
		return tenant.isOwn() ? null : TenantIndex.purgeKey(this.names.allOfTenant(tenant).get(0));
	}

	/**
	 * Return the names of the keys with data of a tenant.
	 */
	TenantIndex index() {
		return this.index;
	}

	/**
	 * Remember the last purge as Redis has it.
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

	boolean isPending(Tenant tenant) {
		return this.pending.contains(tenant);
	}

	boolean mayAdd(Tenant tenant) {
		return this.pending.size() < MAX_TENANTS || isPending(tenant);
	}

	/**
	 * Evict all talents of a tenant.
	 * @param tenant the tenant
	 * @return whether Redis has confirmed the eviction
	 */
	Mono<Boolean> evict(Tenant tenant) {
		return Mono.defer(() -> {
			this.pending.add(tenant);
			return send(tenant);
		});
	}

	/**
	 * Repeat purges that have not reached Redis.
	 * @return when that is done
	 */
	Mono<Void> repeat() {
		return Flux.defer(() -> Flux.fromIterable(List.copyOf(this.pending))).concatMap(this::send).then();
	}

	private Mono<Boolean> send(Tenant tenant) {
		String purge = UUID.randomUUID().toString();
		// after this, no entry from before the purge is left
		SetArgs args = SetArgs.Builder.px(this.retention);
		return Flux.fromIterable(this.names.allOfTenant(tenant))
			.flatMap((name) -> this.redis.execute((commands) -> commands
				.set(RedisEntries.bytes(TenantIndex.purgeKey(name)), RedisEntries.bytes(purge), args)))
			.count()
			.filter((confirmed) -> confirmed == this.names.allOfTenant(tenant).size())
			.flatMap((confirmed) -> this.index.removeAll(tenant))
			.flatMap((removed) -> this.journal.append(this.codec.encodeEvicted(tenant)))
			.doOnNext((appended) -> {
				seen(tenant, purge);
				this.pending.remove(tenant);
			})
			.hasElement();
	}

}
