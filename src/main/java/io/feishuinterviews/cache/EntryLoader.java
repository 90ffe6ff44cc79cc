package io.feishuinterviews.cache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import io.feishuinterviews.cache.shared.SharedEntries;
import io.feishuinterviews.cache.shared.SharedEntry;
import io.feishuinterviews.cache.shared.SharedLoad;
import io.feishuinterviews.interview.Demand;
import io.feishuinterviews.interview.Interviews;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UpstreamException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Loads cache entries: those that other instances share, if they are acceptable, and
 * otherwise from Feishu. A negative answer is an entry, and denies the talent for all
 * kinds of ID. Any other failure is no entry.
 */
final class EntryLoader implements AsyncCacheLoader<TalentQuery, CacheEntry> {

	/**
	 * How soon to look again for what another instance is loading.
	 */
	private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(40);

	/**
	 * How often to look again before Feishu is called all the same: about a second.
	 */
	private static final int MAX_LOOKS = 25;

	private final Interviews interviews;

	private final SharedEntries shared;

	private final Demands demands;

	private final Clock clock;

	private final Tombstones tombstones;

	private final SnapshotEntries entries;

	private final CacheMetrics metrics;

	private final FeishuAccess access = new FeishuAccess();

	/**
	 * Create a loader.
	 * @param interviews calls Feishu
	 * @param shared the entries of all instances
	 * @param demands the clients that wait for each call
	 * @param clock the source of time
	 * @param tombstones remembers negative answers
	 * @param entries makes entries of snapshots
	 * @param metrics counts loads
	 */
	EntryLoader(Interviews interviews, SharedEntries shared, Demands demands, Clock clock, Tombstones tombstones,
			SnapshotEntries entries, CacheMetrics metrics) {
		this.interviews = interviews;
		this.shared = shared;
		this.demands = demands;
		this.clock = clock;
		this.tombstones = tombstones;
		this.entries = entries;
		this.metrics = metrics;
	}

	@Override
	public CompletableFuture<CacheEntry> asyncLoad(TalentQuery query, Executor executor) {
		return load(query);
	}

	@Override
	public CompletableFuture<CacheEntry> asyncReload(TalentQuery query, CacheEntry old, Executor executor) {
		return load(query).thenApply(
				(entry) -> (old instanceof CacheEntry.Positive before && entry instanceof CacheEntry.Positive later)
						? before.replacedBy(later) : entry);
	}

	/**
	 * Load an entry for the clients that are known to wait for it.
	 * @param query the talent and the kinds of ID
	 * @return the entry, or the failure of the call
	 */
	CompletableFuture<CacheEntry> load(TalentQuery query) {
		Demands.Call call = this.demands.of(query);
		return future(load(query, call.demand(), call.acceptable(), 0));
	}

	/**
	 * Load an entry from Feishu, and share nothing.
	 * @param query the talent and the kinds of ID
	 * @param demand the clients that wait for it
	 * @return the entry, or the failure of the call
	 */
	CompletableFuture<CacheEntry> loadUnshared(TalentQuery query, Demand demand) {
		return future(Mono.defer(() -> call(query, demand, this.tombstones.sequence(), SharedLoad.NONE)));
	}

	/**
	 * Find an entry that another instance has loaded.
	 * @param query the talent and the kinds of ID
	 * @return the entry, {@code null} if there is none
	 */
	CompletableFuture<@Nullable CacheEntry> find(TalentQuery query) {
		return Mono.defer(() -> {
			long sequence = this.tombstones.sequence();
			return this.shared.lookUp(query)
				.mapNotNull((load) -> entry(query, load, sequence))
				.map((entry) -> adopt(query, entry));
		}).contextCapture().toFuture();
	}

	private static CompletableFuture<CacheEntry> future(Mono<CacheEntry> load) {
		return load.contextCapture().toFuture().thenApply(Objects::requireNonNull);
	}

	private Mono<CacheEntry> load(TalentQuery query, Demand demand, Predicate<CacheEntry> acceptable, int looks) {
		return Mono.defer(() -> {
			long sequence = this.tombstones.sequence();
			return this.shared.lookUp(query).flatMap((load) -> {
				CacheEntry entry = entry(query, load, sequence);
				if (entry != null && acceptable.test(entry)) {
					this.metrics.countLoad(true);
					return Mono.just(adopt(query, entry));
				}
				return load.begin()
					.flatMap((begun) -> (begun || looks >= MAX_LOOKS) ? call(query, demand, sequence, load)
							: Mono.delay(LOOK_AGAIN_AFTER).then(load(query, demand, acceptable, looks + 1)));
			});
		});
	}

	private @Nullable CacheEntry entry(TalentQuery query, SharedLoad load, long sequence) {
		this.entries.add(query.talent(), load.changes());
		SharedEntry entry = load.entry();
		if (entry instanceof SharedEntry.Snapshot snapshot) {
			CacheEntry.Negative denial = this.tombstones.denial(snapshot.snapshot().query().talent());
			// a denial may not have reached the other instances yet
			return (denial != null && denial.since().isAfter(snapshot.snapshot().fetchedAt())) ? null
					: this.entries.of(snapshot.snapshot(), true, sequence);
		}
		return (entry instanceof SharedEntry.Denial denial)
				? new CacheEntry.Negative(query.talent(), denial.failure(), denial.since(), true) : null;
	}

	private CacheEntry adopt(TalentQuery query, CacheEntry entry) {
		if (entry instanceof CacheEntry.Negative negative) {
			this.tombstones.deny(query.talent(), negative.failure(), negative.since());
			return negative;
		}
		return this.entries.accept((CacheEntry.Positive) entry);
	}

	private Mono<CacheEntry> call(TalentQuery query, Demand demand, long sequence, SharedLoad load) {
		Tenant tenant = query.talent().tenant();
		return this.interviews.findByTalent(query, demand)
			.doOnSubscribe((subscription) -> this.metrics.countLoad(false))
			.doOnSuccess((snapshot) -> this.access.granted(tenant))
			.doOnError(UpstreamException.class, (failure) -> this.access.failed(tenant, failure.kind()))
			.map((snapshot) -> accept(this.entries.of(snapshot, false, sequence), load))
			.onErrorResume(UpstreamException.class,
					(failure) -> failure.kind().isNegativeAnswer() ? Mono.just(deny(query, failure, load))
							: Mono.error(failure))
			.doOnError((failure) -> load.end())
			.doOnCancel(load::end);
	}

	private CacheEntry accept(CacheEntry.Positive loaded, SharedLoad load) {
		CacheEntry accepted = this.entries.accept(loaded);
		if (this.tombstones.cover(loaded)) {
			load.end();
		}
		else {
			load.store(loaded.snapshot(), loaded.applications());
		}
		return accepted;
	}

	private CacheEntry deny(TalentQuery query, UpstreamException failure, SharedLoad load) {
		Instant now = this.clock.instant();
		this.shared.deny(query.talent(), failure, now);
		load.end();
		return this.tombstones.deny(query.talent(), failure, now);
	}

	/**
	 * Return whether Feishu denies the app access to a tenant, which concerns all of its
	 * talents. An outage does not change that.
	 * @param tenant the tenant
	 * @return whether it did at the last call that shows it
	 */
	boolean accessDenied(Tenant tenant) {
		return this.access.isDenied(tenant);
	}

}
