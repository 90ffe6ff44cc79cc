package io.feishuinterviews.cache;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.cache.change.KnownChanges;
import io.feishuinterviews.cache.shared.SharedEntries;
import io.feishuinterviews.interview.InterviewReader;
import io.feishuinterviews.interview.Interviews;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * The stored entries, within their limits of time and memory.
 */
final class EntryStore {

	private final EntryValidity validity;

	private final Tombstones tombstones;

	private final EntryLoader loader;

	private final AsyncLoadingCache<TalentQuery, CacheEntry> cache;

	/**
	 * Create an empty store.
	 * @param interviews calls Feishu
	 * @param reader reads what was loaded
	 * @param shared the entries of all instances
	 * @param calls the clients that wait for each call
	 * @param properties the limits
	 * @param clock the source of time for ages
	 * @param ticker the source of time for expiry
	 * @param metrics counts loads
	 */
	EntryStore(Interviews interviews, InterviewReader reader, SharedEntries shared, CallsInFlight calls,
			CacheProperties properties, Clock clock, Ticker ticker, CacheMetrics metrics) {
		this.tombstones = new Tombstones(properties.retention(), ticker, this::removeLater);
		KnownChanges changes = new KnownChanges(clock, this::contains, properties.servedAtOnceFor(),
				properties.retention(), (talent, change) -> shared.announce(talent, change).subscribe());
		this.validity = new EntryValidity(properties, changes, this.tombstones, this::removeLater, clock);
		this.loader = new EntryLoader(interviews, reader, shared, calls, clock, this.validity, this::reweigh, metrics);
		this.cache = Caffeine.newBuilder()
			.ticker(ticker)
			.recordStats()
			.expireAfter(Expiry.<TalentQuery, CacheEntry>writing((query, entry) -> this.validity.timeToKeep(entry)))
			.maximumWeight(properties.maxSize().toBytes())
			.<TalentQuery, CacheEntry>weigher((query, entry) -> entry.weight())
			.buildAsync(this.loader);
	}

	/**
	 * Return the stored entry, or load one.
	 * @param query the talent and the kinds of ID
	 * @param load starts to load an entry
	 * @return the entry, the one that is being loaded, or the denial of the talent
	 */
	CompletableFuture<CacheEntry> get(TalentQuery query, Supplier<CompletableFuture<CacheEntry>> load) {
		return this.cache.get(query, (key, executor) -> {
			CacheEntry denial = this.tombstones.denial(key.talent());
			return (denial != null) ? CompletableFuture.completedFuture(denial) : load.get();
		});
	}

	/**
	 * Return the stored entry.
	 * @param query the talent and the kinds of ID
	 * @return the entry, the one that is being loaded, or the denial of the talent;
	 * {@code null} if there is none
	 */
	@Nullable CompletableFuture<CacheEntry> getIfPresent(TalentQuery query) {
		CompletableFuture<CacheEntry> stored = this.cache.getIfPresent(query);
		if (stored != null) {
			return stored;
		}
		CacheEntry denial = this.tombstones.denial(query.talent());
		return (denial != null) ? CompletableFuture.completedFuture(denial) : null;
	}

	/**
	 * Return whether a talent is stored or being loaded, for any kinds of ID.
	 * @param talent the talent
	 * @return whether there is an entry, or will be one
	 */
	boolean contains(Talent talent) {
		return TalentQuery.ofAllKinds(talent).stream().anyMatch(this.cache.asMap()::containsKey);
	}

	/**
	 * Remove what is stored of a talent, for all kinds of ID. Calls under way are not
	 * stored.
	 * @param talent the talent
	 */
	void purge(Talent talent) {
		this.tombstones.purge(talent);
		this.cache.synchronous().invalidateAll(TalentQuery.ofAllKinds(talent));
	}

	/**
	 * Remove what is stored of all talents of a tenant. Calls under way are not stored.
	 * @param tenant the tenant
	 */
	void purge(Tenant tenant) {
		// first, or a request could store a denial again
		this.tombstones.purge(tenant);
		// with the calls under way
		this.cache.asMap().keySet().removeIf((query) -> query.talent().tenant().equals(tenant));
		this.validity.changes().forget(tenant);
	}

	/**
	 * Remove all entries and denials. Calls under way are not stored.
	 */
	void purgeAll() {
		// first, or a request could store a denial again
		this.tombstones.purgeAll();
		this.cache.synchronous().invalidateAll();
	}

	private void removeLater(Talent talent) {
		// a load may complete while the cache computes an entry
		ForkJoinPool.commonPool().execute(() -> TalentQuery.ofAllKinds(talent).forEach(this::removeIfCovered));
	}

	/**
	 * Remove an entry whose load began before the denial or purge; not one that is newer,
	 * which may be stored by now.
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // no caller waits for the removal
	private void removeIfCovered(TalentQuery query) {
		CompletableFuture<CacheEntry> future = this.cache.asMap().get(query);
		if (future != null) {
			future.thenAccept((entry) -> {
				if (this.tombstones.covers(entry)) {
					this.cache.asMap().remove(query, future);
				}
			});
		}
	}

	/**
	 * Make the cache weigh an entry again if it is still cached. Not during a refresh,
	 * whose result the cache would discard then.
	 */
	private void reweigh(CacheEntry.Positive entry) {
		TalentQuery query = entry.snapshot().query();
		CompletableFuture<CacheEntry> future = this.cache.asMap().get(query);
		if (future != null && future.isDone() && !future.isCompletedExceptionally() && future.join() == entry) {
			entry.refresh().runUnlessRefreshing(() -> this.cache.asMap().replace(query, future, future));
		}
	}

	EntryValidity validity() {
		return this.validity;
	}

	EntryLoader loader() {
		return this.loader;
	}

	AsyncLoadingCache<TalentQuery, CacheEntry> cache() {
		return this.cache;
	}

}
