package io.feishuinterviews.cache;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;

import io.feishuinterviews.interview.Demand;
import io.feishuinterviews.interview.RefreshRefusedException;
import io.feishuinterviews.interview.TalentQuery;
import org.jspecify.annotations.Nullable;

/**
 * Refreshes cache entries, in the background or while clients wait.
 */
final class Revalidation {

	private final CallsInFlight calls;

	private final Clock clock;

	private final Function<CacheEntry, Instant> expiredAt;

	private final Function<TalentQuery, CompletableFuture<CacheEntry>> refresher;

	/**
	 * Create a revalidation.
	 * @param calls the clients that wait for each call
	 * @param clock the source of time
	 * @param expiredAt since when an entry has been expired by a change
	 * @param refresher refreshes the entry of a talent
	 */
	Revalidation(CallsInFlight calls, Clock clock, Function<CacheEntry, Instant> expiredAt,
			Function<TalentQuery, CompletableFuture<CacheEntry>> refresher) {
		this.calls = calls;
		this.clock = clock;
		this.expiredAt = expiredAt;
		this.refresher = refresher;
	}

	/**
	 * Refresh an entry in the background.
	 * @param query the talent and the kinds of ID
	 * @param entry the entry, which records a failure
	 * @param acceptable decides whether an entry of another instance suffices
	 */
	@SuppressWarnings("FutureReturnValueIgnored")
	void inBackground(TalentQuery query, CacheEntry entry, Predicate<CacheEntry> acceptable) {
		refresh(query, entry, new AtomicBoolean(), null, acceptable);
	}

	/**
	 * Refresh an entry while a client waits, or join a refresh that is under way.
	 * @param query the talent and the kinds of ID
	 * @param entry the entry
	 * @param client the ID of the client
	 * @param acceptable decides whether an entry of another instance suffices
	 * @return the new entry, or the same one if it is too new to be refreshed
	 */
	CompletableFuture<Refreshed> await(TalentQuery query, CacheEntry entry, String client,
			Predicate<CacheEntry> acceptable) {
		AtomicBoolean started = new AtomicBoolean();
		return refresh(query, entry, started, client, acceptable)
			.exceptionallyComposeAsync(
					(ex) -> (Failures.unwrap(ex) instanceof RefreshRefusedException)
							? refresh(query, entry, started, client, acceptable)
							: CompletableFuture.failedFuture(Failures.unwrap(ex)),
					RequestContext.propagate(Runnable::run))
			.thenApply((refreshed) -> new Refreshed(refreshed, !started.getPlain()));
	}

	private CompletableFuture<CacheEntry> refresh(TalentQuery query, CacheEntry entry, AtomicBoolean started,
			@Nullable String client, Predicate<CacheEntry> acceptable) {
		Demand demand = (client != null) ? Demand.of(client) : Demand.background();
		CompletableFuture<CacheEntry> refresh = entry.refresh()
			.refresh(entry, this.clock.instant(), this.expiredAt.apply(entry), client != null, () -> {
				started.setPlain(true);
				return this.calls.call(query, new CallsInFlight.Call(demand, acceptable),
						() -> this.refresher.apply(query));
			});
		if (client != null && !refresh.isDone()) {
			this.calls.join(query, client);
		}
		return refresh;
	}

	/**
	 * The outcome of a refresh.
	 *
	 * @param entry the entry
	 * @param collapsed whether another request started the refresh
	 */
	record Refreshed(CacheEntry entry, boolean collapsed) {

	}

}
