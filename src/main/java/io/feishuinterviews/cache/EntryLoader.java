package io.feishuinterviews.cache;

import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import io.feishuinterviews.interview.Demand;
import io.feishuinterviews.interview.Interviews;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.UpstreamException;
import reactor.core.publisher.Mono;

/**
 * Loads cache entries from Feishu. A negative answer is an entry, and denies the talent
 * for all kinds of ID. Any other failure is no entry.
 */
final class EntryLoader implements AsyncCacheLoader<TalentQuery, CacheEntry> {

	private final Interviews interviews;

	private final Demands demands;

	private final Clock clock;

	private final Tombstones tombstones;

	private final Consumer<CacheEntry.Positive> reweigh;

	private volatile boolean accessDenied;

	/**
	 * Create a loader.
	 * @param interviews calls Feishu
	 * @param demands the clients that wait for each call
	 * @param clock the source of time
	 * @param tombstones remembers negative answers
	 * @param reweigh called when the weight of a loaded entry has changed
	 */
	EntryLoader(Interviews interviews, Demands demands, Clock clock, Tombstones tombstones,
			Consumer<CacheEntry.Positive> reweigh) {
		this.interviews = interviews;
		this.demands = demands;
		this.clock = clock;
		this.tombstones = tombstones;
		this.reweigh = reweigh;
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
		return load(query, this.demands.of(query));
	}

	/**
	 * Load an entry.
	 * @param query the talent and the kinds of ID
	 * @param demand the clients that wait for it
	 * @return the entry, or the failure of the call
	 */
	CompletableFuture<CacheEntry> load(TalentQuery query, Demand demand) {
		long sequence = this.tombstones.sequence();
		return this.interviews.findByTalent(query, demand)
			.doOnSuccess((snapshot) -> this.accessDenied = false)
			.doOnError(UpstreamException.class, (failure) -> noteAccess(failure.kind()))
			.map((snapshot) -> this.tombstones.accept(new CacheEntry.Positive(snapshot, sequence, this.reweigh)))
			.onErrorResume(UpstreamException.class,
					(failure) -> failure.kind().isNegativeAnswer()
							? Mono.just(this.tombstones.deny(query.talentId(), failure, this.clock.instant()))
							: Mono.error(failure))
			.contextCapture()
			.toFuture()
			.thenApply(Objects::requireNonNull);
	}

	private void noteAccess(UpstreamException.Kind failure) {
		if (failure == UpstreamException.Kind.FEISHU_ACCESS) {
			this.accessDenied = true;
		}
		else if (failure.isNegativeAnswer()) {
			this.accessDenied = false;
		}
	}

	/**
	 * Return whether Feishu denies the app access, which concerns all talents. An outage
	 * does not change that.
	 * @return whether it did at the last call that shows it
	 */
	boolean accessDenied() {
		return this.accessDenied;
	}

}
