package io.feishuinterviews.cache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import io.feishuinterviews.cache.shared.SharedEntries;
import io.feishuinterviews.cache.shared.SharedEntry;
import io.feishuinterviews.cache.shared.SharedLoad;
import io.feishuinterviews.interview.Demand;
import io.feishuinterviews.interview.InterviewReader;
import io.feishuinterviews.interview.InterviewSnapshot;
import io.feishuinterviews.interview.Interviews;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.UpstreamException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Loads cache entries: those that other instances share, if they are acceptable, and
 * otherwise from Feishu. A negative response of Feishu becomes an entry, and denies the
 * talent for all kinds of ID. No other failure is stored.
 */
final class EntryLoader implements AsyncCacheLoader<TalentQuery, CacheEntry> {

	/**
	 * The interval between two lookups of an entry that another instance is loading.
	 * After about a second, this instance calls Feishu itself.
	 */
	private static final Duration POLL_INTERVAL = Duration.ofMillis(40);

	private static final int MAX_LOOKS = 25;

	private final Interviews interviews;

	private final SharedEntries shared;

	private final CallsInFlight calls;

	private final Clock clock;

	private final EntryValidity validity;

	private final InterviewReader reader;

	private final Consumer<CacheEntry.Positive> reweigh;

	private final CacheMetrics metrics;

	EntryLoader(Interviews interviews, InterviewReader reader, SharedEntries shared, CallsInFlight calls, Clock clock,
			EntryValidity validity, Consumer<CacheEntry.Positive> reweigh, CacheMetrics metrics) {
		this.interviews = interviews;
		this.reader = reader;
		this.shared = shared;
		this.calls = calls;
		this.clock = clock;
		this.validity = validity;
		this.reweigh = reweigh;
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
		return future(load(query, this.calls.find(query), 0));
	}

	/**
	 * Load an entry from Feishu, and share nothing.
	 * @param query the talent and the kinds of ID
	 * @param demand the clients that wait for it
	 * @return the entry, or the failure of the call
	 */
	CompletableFuture<CacheEntry> loadUnshared(TalentQuery query, Demand demand) {
		return future(Mono.defer(() -> call(query, demand, this.validity.tombstones().sequence(), SharedLoad.NONE)));
	}

	/**
	 * Find an entry that another instance has loaded.
	 * @param query the talent and the kinds of ID
	 * @return the entry, {@code null} if there is none
	 */
	CompletableFuture<@Nullable CacheEntry> find(TalentQuery query) {
		return Mono.defer(() -> {
			long sequence = this.validity.tombstones().sequence();
			return this.shared.lookUp(query).mapNotNull((load) -> adopt(entry(query, load, sequence), sequence));
		}).contextCapture().toFuture();
	}

	private static CompletableFuture<CacheEntry> future(Mono<CacheEntry> load) {
		return load.contextCapture().toFuture().thenApply(Objects::requireNonNull);
	}

	private Mono<CacheEntry> load(TalentQuery query, CallsInFlight.Call call, int looks) {
		return Mono.defer(() -> {
			long sequence = this.validity.tombstones().sequence();
			return this.shared.lookUp(query).flatMap((load) -> {
				CacheEntry found = entry(query, load, sequence);
				CacheEntry entry = (found != null && call.acceptable().test(found)) ? adopt(found, sequence) : null;
				if (entry != null) {
					this.metrics.countLoad(true);
					return Mono.just(entry);
				}
				return load.begin()
					.flatMap((begun) -> (begun || looks >= MAX_LOOKS) ? call(query, call.demand(), sequence, load)
							: Mono.delay(POLL_INTERVAL).then(load(query, call, looks + 1)));
			});
		});
	}

	private @Nullable CacheEntry entry(TalentQuery query, SharedLoad load, long sequence) {
		load.changes().forEach((change) -> this.validity.changes().add(query.talent(), change));
		if (load.entry() instanceof SharedEntry.Denial denial) {
			return new CacheEntry.Negative(query.talent(), denial.failure(), denial.since(), true);
		}
		CacheEntry.Negative denial = this.validity.tombstones().denial(query.talent());
		// a denial may reach the other instances late; only what is adopted is read
		return (load.entry() instanceof SharedEntry.Snapshot entry
				&& (denial == null || !denial.fetchedAt().isAfter(entry.snapshot().fetchedAt())))
						? new CacheEntry.Positive(entry.snapshot(), Set.of(), true, sequence, this.reweigh) : null;
	}

	private @Nullable CacheEntry adopt(@Nullable CacheEntry entry, long sequence) {
		if (entry instanceof CacheEntry.Negative denial) {
			this.validity.tombstones().deny(denial, sequence);
		}
		if (!(entry instanceof CacheEntry.Positive found)) {
			return entry;
		}
		try {
			return this.validity.accept(positive(found.snapshot(), true, found.sequence()));
		}
		catch (UpstreamException ex) {
			// another version of the service could read it
			return null;
		}
	}

	private CacheEntry.Positive positive(InterviewSnapshot snapshot, boolean shared, long sequence) {
		return new CacheEntry.Positive(snapshot, snapshot.content(this.reader).applications(), shared, sequence,
				this.reweigh);
	}

	private Mono<CacheEntry> call(TalentQuery query, Demand demand, long sequence, SharedLoad load) {
		return this.interviews.findByTalent(query, demand)
			.doOnSubscribe((subscription) -> this.metrics.countLoad(false))
			.doOnSuccess((snapshot) -> this.validity.access().granted(query))
			.doOnError(UpstreamException.class, (failure) -> this.validity.access().failed(query, failure))
			.map((snapshot) -> accept(positive(snapshot, false, sequence), load))
			.onErrorResume(UpstreamException.class,
					(failure) -> failure.kind().isNegativeAnswer() ? deny(query, failure, sequence, load)
							: Mono.error(failure))
			.doOnError((failure) -> load.end())
			.doOnCancel(load::end);
	}

	private CacheEntry accept(CacheEntry.Positive loaded, SharedLoad load) {
		CacheEntry accepted = this.validity.accept(loaded);
		if (this.validity.tombstones().covers(loaded)) {
			load.end();
		}
		else {
			load.store(loaded.snapshot(), loaded.applications());
		}
		return accepted;
	}

	private Mono<CacheEntry> deny(TalentQuery query, UpstreamException failure, long sequence, SharedLoad load) {
		return Mono.deferContextual((context) -> {
			Instant now = this.clock.instant();
			Tombstones tombstones = this.validity.tombstones();
			if (!tombstones.covers(query.talent().tenant(), sequence)) {
				this.shared.deny(query.talent(), failure, now).contextWrite(context).subscribe();
			}
			load.end();
			return Mono.just(tombstones.deny(new CacheEntry.Negative(query.talent(), failure, now, false), sequence));
		});
	}

}
