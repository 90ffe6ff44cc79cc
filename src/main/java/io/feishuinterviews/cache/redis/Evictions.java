package io.feishuinterviews.cache.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.feishuinterviews.cache.redis.pending.PendingEvictions;
import io.feishuinterviews.cache.redis.pending.PendingEvictions.Eviction;
import io.feishuinterviews.cache.redis.pending.Purge;
import io.feishuinterviews.cache.shared.EvictionListener;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.redis.RedisCommandExecutor;
import io.feishuinterviews.redis.RedisScript;
import io.feishuinterviews.redis.encryption.KeyNames;
import io.lettuce.core.ScriptOutputType;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Evicts talents from Redis and from all instances. An eviction that does not reach Redis
 * is repeated; until then, this instance does not use what Redis has of the talent. A
 * repetition stores no denial, since Redis may have a newer snapshot by then.
 */
class Evictions {

	private static final Log log = LogFactory.getLog(Evictions.class);

	private static final RedisScript EVICT = RedisScript.of(Evictions.class, "evict.lua");

	/**
	 * How many evictions are repeated at a time.
	 */
	private static final int BATCH = 100;

	private static final byte[] NONE = {};

	private final PendingEvictions pending;

	private final RedisCommandExecutor redis;

	private final KeyNames names;

	private final EntryCodec codec;

	private final EvictionJournal journal;

	private final TenantPurges tenants;

	private final Duration retention;

	Evictions(PendingEvictions pending, RedisCommandExecutor redis, KeyNames names, EntryCodec codec,
			EvictionJournal journal, TenantPurges tenants, Duration retention) {
		this.pending = pending;
		this.redis = redis;
		this.names = names;
		this.codec = codec;
		this.journal = journal;
		this.tenants = tenants;
		this.retention = retention;
	}

	void setListener(EvictionListener listener) {
		this.journal.setListener(listener);
	}

	/**
	 * Return the current epoch.
	 * @return a part of key names, {@code null} if it is not known yet
	 */
	@Nullable String epoch() {
		return this.journal.epoch();
	}

	boolean isPending(Talent talent) {
		return this.pending.contains(talent);
	}

	/**
	 * Evict a talent. If Redis does not confirm it, the log names the talent, once for
	 * each talent that is pending.
	 * @param talent the talent
	 * @param denial what to store instead, {@code null} for nothing
	 * @return whether Redis has confirmed the eviction
	 */
	Mono<Boolean> evict(Talent talent, byte @Nullable [] denial) {
		return Mono.defer(() -> {
			boolean reported = this.pending.contains(talent);
			Mono<Boolean> sent = send(this.pending.add(talent), denial);
			// in this operator, Reactor restores the request ID for the log
			return reported ? sent : sent.<Boolean>handle((confirmed, sink) -> {
				if (!confirmed) {
					log.warn("Talent %s was removed from this instance; Redis and the other instances follow"
						.formatted(talent.key()));
				}
				sink.next(confirmed);
			});
		});
	}

	/**
	 * Evict all talents of a tenant.
	 * @param tenant the tenant
	 * @return whether Redis has confirmed the eviction
	 */
	Mono<Boolean> evict(Tenant tenant) {
		return Mono.defer(() -> {
			Purge purge = this.pending.add(tenant);
			return (purge != null) ? send(purge) : sendAll();
		});
	}

	/**
	 * Evict all talents.
	 * @return whether Redis has confirmed the eviction
	 */
	Mono<Boolean> evictAll() {
		return Mono.defer(() -> {
			this.pending.addAll();
			return sendAll();
		});
	}

	/**
	 * Repeat evictions that have not reached Redis.
	 * @return when that is done. Purges of tenants continue after that
	 */
	Mono<Void> repeat() {
		Mono<Boolean> all = this.pending.isAll() ? sendAll() : Mono.just(true);
		return all.thenMany(Flux.fromIterable(this.pending.first(BATCH)).concatMap((eviction) -> send(eviction, null)))
			.then(Mono.fromRunnable(this::repeatPurges));
	}

	private void repeatPurges() {
		Flux.fromIterable(this.pending.purges()).flatMap((purge) -> send(purge), BATCH).subscribe();
	}

	private Mono<Boolean> send(Eviction eviction, byte @Nullable [] denial) {
		return Mono.defer(() -> {
			String epoch = epoch();
			// a repetition would remove the denial that is being stored
			if (epoch == null || !eviction.begin()) {
				return Mono.just(false);
			}
			return evictOrDeny(eviction.talent(), denial, epoch)
				.flatMap((confirmed) -> this.journal.append(this.codec.encodeEvicted(eviction.talent())))
				.doOnNext((appended) -> this.pending.confirm(eviction))
				.hasElement()
				.doFinally((signal) -> eviction.end());
		});
	}

	private Mono<?> evictOrDeny(Talent talent, byte @Nullable [] denial, String epoch) {
		if (denial == null) {
			return evict(talent, epoch, NONE);
		}
		Tenant tenant = talent.tenant();
		List<String> keys = this.names.allOfTalent(talent)
			.stream()
			.map((name) -> new TalentKeys(name, epoch).denial())
			.toList();
		return this.tenants.index()
			.store(tenant, this.tenants.last(tenant), keys, keys, this.retention,
					// the entries must be removed in any case
					(indexed) -> evict(talent, epoch, indexed ? denial : NONE));
	}

	/**
	 * Evict a talent under all of its names.
	 * @return a value if Redis has confirmed all of them
	 */
	private Mono<Long> evict(Talent talent, String epoch, byte[] denial) {
		byte[] token = RedisEntries.bytes(UUID.randomUUID().toString());
		byte[] millis = RedisEntries.bytes(Long.toString(this.retention.toMillis()));
		List<String> all = this.names.allOfTalent(talent);
		return Flux.fromIterable(all)
			.flatMap((name) -> this.redis.<Long>execute((commands) -> EVICT.run(commands, ScriptOutputType.INTEGER,
					keys(new TalentKeys(name, epoch), talent), token, millis, denial)))
			.count()
			.filter((confirmed) -> confirmed == all.size());
	}

	private Mono<Boolean> send(Purge purge) {
		return Mono.defer(() -> {
			if (!this.pending.begin(purge)) {
				return Mono.just(false);
			}
			return this.tenants.send(purge)
				.doOnNext((confirmed) -> this.pending.confirm(purge))
				.hasElement()
				.doFinally((signal) -> purge.end());
		});
	}

	private Mono<Boolean> sendAll() {
		return this.journal.beginEpoch().doOnNext((begun) -> this.pending.confirmAll()).hasElement();
	}

	private static List<String> keys(TalentKeys keys, Talent talent) {
		List<String> names = new ArrayList<>(List.of(keys.tombstone()));
		names.addAll(keys.entries(talent));
		return names;
	}

}
