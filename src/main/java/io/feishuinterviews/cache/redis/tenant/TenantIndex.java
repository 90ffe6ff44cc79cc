package io.feishuinterviews.cache.redis.tenant;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.redis.RedisCommandExecutor;
import io.feishuinterviews.redis.RedisScript;
import io.feishuinterviews.redis.encryption.KeyNames;
import io.lettuce.core.ScriptOutputType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The names of the keys in Redis that have data of a tenant: a sorted set for each
 * tenant. Without it they could not be found, because they are HMACs. The tenant of a
 * custom app is not purged, and needs no index.
 */
public final class TenantIndex {

	/**
	 * How many keys are removed at a time.
	 */
	private static final int BATCH = 500;

	private static final RedisScript ADD = RedisScript.of(TenantIndex.class, "index.lua");

	private final RedisCommandExecutor redis;

	private final KeyNames names;

	/**
	 * Create an index.
	 * @param redis sends commands
	 * @param names names the keys
	 */
	public TenantIndex(RedisCommandExecutor redis, KeyNames names) {
		this.redis = redis;
		this.names = names;
	}

	/**
	 * Return the name of the key with the last purge of a tenant.
	 * @param tenant the name of the tenant
	 * @return the name
	 */
	public static String purgeKey(String tenant) {
		return tenant + ":purge";
	}

	private static String indexKey(String tenant) {
		return tenant + ":keys";
	}

	/**
	 * Store data so that the next purge of its tenant finds it: first the names of its
	 * keys, and no data if the tenant was purged since the request for the data. What was
	 * stored is removed if the tenant was purged meanwhile.
	 * @param tenant the tenant
	 * @param purge the last purge of the tenant at the request for the data, empty for
	 * none
	 * @param keys the names of the keys
	 * @param data those of them that have data of nothing else, and are removed
	 * @param timeToLive how long the data is stored
	 * @param store stores the data, or does without if it must not be stored, or if Redis
	 * has no memory for the names; has a value if that is done
	 * @return a value if all of that is done
	 */
	public Mono<Boolean> store(Tenant tenant, String purge, Collection<String> keys, Collection<String> data,
			Duration timeToLive, Function<Boolean, Mono<?>> store) {
		return add(tenant, purge, keys, timeToLive).defaultIfEmpty(false)
			.flatMap((indexed) -> store.apply(indexed)
				.flatMap((stored) -> indexed ? confirm(tenant, purge, keys, data, timeToLive) : Mono.just(true)));
	}

	/**
	 * Return whether data may be stored: not if the tenant was purged since. Empty if
	 * Redis is unavailable.
	 */
	private Mono<Boolean> add(Tenant tenant, String purge, Collection<String> keys, Duration timeToLive) {
		if (tenant.isOwn()) {
			return Mono.just(true);
		}
		String name = this.names.ofTenant(tenant);
		String millis = Long.toString(Math.max(1, timeToLive.toMillis()));
		byte[][] arguments = Stream.concat(Stream.of(purge, millis), keys.stream())
			.map(TenantIndex::bytes)
			.toArray(byte[][]::new);
		return this.redis
			.<Long>execute((commands) -> ADD.run(commands, ScriptOutputType.INTEGER,
					List.of(purgeKey(name), indexKey(name)), arguments))
			.map((added) -> added == 1);
	}

	/**
	 * The purge may have come before the data.
	 */
	private Mono<Boolean> confirm(Tenant tenant, String purge, Collection<String> keys, Collection<String> data,
			Duration timeToLive) {
		return add(tenant, purge, keys, timeToLive).flatMap((kept) -> kept ? Mono.just(true) : remove(data));
	}

	/**
	 * Remove all data of a tenant.
	 * @param tenant the tenant
	 * @return a value if that is done; empty if this has to be repeated
	 */
	public Mono<Boolean> removeAll(Tenant tenant) {
		List<String> all = this.names.allOfTenant(tenant);
		return Flux.fromIterable(all)
			.concatMap((name) -> removeAll(bytes(indexKey(name))))
			.count()
			.filter((removed) -> removed == all.size())
			.map((removed) -> true);
	}

	private Mono<Boolean> removeAll(byte[] index) {
		return removeSome(index).expand((empty) -> empty ? Mono.empty() : removeSome(index))
			.filter(Boolean::booleanValue)
			.next();
	}

	/**
	 * Remove the data of some keys.
	 * @param index the name of the index
	 * @return whether the index was empty already
	 */
	private Mono<Boolean> removeSome(byte[] index) {
		return this.redis.execute((commands) -> commands.zrange(index, 0, BATCH - 1)).flatMap((keys) -> {
			if (keys.isEmpty()) {
				return Mono.just(true);
			}
			byte[][] some = keys.toArray(byte[][]::new);
			return this.redis.execute((commands) -> commands.unlink(some))
				.flatMap((removed) -> this.redis.execute((commands) -> commands.zrem(index, some)))
				.map((removed) -> false);
		});
	}

	private Mono<Boolean> remove(Collection<String> keys) {
		byte[][] all = keys.stream().map(TenantIndex::bytes).toArray(byte[][]::new);
		return this.redis.execute((commands) -> commands.unlink(all)).map((removed) -> true);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
