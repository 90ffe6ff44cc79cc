package io.feishuinterviews.cache;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import io.feishuinterviews.cache.CacheResult.Outcome;
import io.feishuinterviews.interview.Demand;
import io.feishuinterviews.interview.RefreshRefusedException;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.UpstreamException;
import org.jspecify.annotations.Nullable;

/**
 * Finds an entry for a request: the stored one if it is fresh enough, and otherwise a new
 * one.
 */
final class CacheLookup {

	private final EntryStore store;

	private final UnstoredLoads unstored;

	private final CallsInFlight calls;

	private final Revalidation revalidation;

	private final EntryValidity validity;

	CacheLookup(EntryStore store, UnstoredLoads unstored, CallsInFlight calls, Clock clock) {
		this.store = store;
		this.unstored = unstored;
		this.calls = calls;
		this.revalidation = new Revalidation(calls, clock, store.validity()::expiredAt,
				store.cache().synchronous()::refresh);
		this.validity = store.validity();
	}

	/**
	 * Find all interviews of one talent.
	 * @param query the talent and the kinds of ID
	 * @param directives how fresh the result must be
	 * @param client the ID of the client
	 * @return the result, or the failure
	 */
	CompletableFuture<CacheResult> find(TalentQuery query, RequestDirectives directives, String client) {
		return find(query, directives, client, true);
	}

	private CompletableFuture<CacheResult> find(TalentQuery query, RequestDirectives directives, String client,
			boolean mayJoin) {
		AtomicBoolean loading = new AtomicBoolean();
		CompletableFuture<CacheEntry> found = (directives.onlyIfCached() || directives.noStore())
				? this.store.getIfPresent(query) : this.store.get(query, () -> {
					loading.setPlain(true);
					CallsInFlight.Call call = new CallsInFlight.Call(Demand.of(client), (entry) -> true);
					return this.calls.call(query, call, () -> this.store.loader().load(query));
				});
		if (directives.onlyIfCached() && found != null && !found.isDone()) {
			return CompletableFuture.failedFuture(new OnlyIfCachedException());
		}
		if (found == null) {
			return findShared(query, directives, client);
		}
		// a call that this thread has started may be done by now: it is a miss in any
		// case
		if (loading.getPlain() || !found.isDone() || found.isCompletedExceptionally()) {
			boolean collapsed = !loading.getPlain();
			Executor context = RequestContext.propagate(Runnable::run);
			CompletableFuture<CacheResult> miss = found.thenComposeAsync(
					(entry) -> loaded(query, entry, Outcome.MISS, collapsed, directives, client), context);
			if (!collapsed || !mayJoin) {
				return miss;
			}
			this.calls.join(query, client);
			// the call of another client may have waited too long before this one joined
			return miss.exceptionallyComposeAsync((ex) -> wasNotMade(Failures.unwrap(ex))
					? find(query, directives, client, false) : CompletableFuture.failedFuture(Failures.unwrap(ex)),
					context);
		}
		return serve(query, found.join(), directives, client, true);
	}

	/**
	 * Find what another instance has loaded. Nothing is stored: the request is
	 * {@code no-store} or {@code only-if-cached}.
	 */
	private CompletableFuture<CacheResult> findShared(TalentQuery query, RequestDirectives directives, String client) {
		return this.store.loader().find(query).thenComposeAsync((entry) -> {
			if (entry != null) {
				return serve(query, entry, directives, client, false);
			}
			return directives.onlyIfCached() ? CompletableFuture.failedFuture(new OnlyIfCachedException())
					: this.unstored.load(query, client)
						.thenApply((loaded) -> result(loaded.entry(), Outcome.MISS, loaded.collapsed(), false, null));
		}, RequestContext.propagate(Runnable::run));
	}

	/**
	 * Serve an entry that was loaded. One that another instance has loaded is served as
	 * if it had been stored before: it may be too old for the request.
	 */
	private CompletableFuture<CacheResult> loaded(TalentQuery query, CacheEntry entry, Outcome outcome,
			boolean collapsed, RequestDirectives directives, String client) {
		if (!entry.isShared()) {
			return CompletableFuture.completedFuture(result(entry, outcome, collapsed, !collapsed, null));
		}
		// a refresh that begins before the cache has stored the entry would be discarded
		return acceptable(directives).test(entry) ? serveNow(entry, null)
				: CompletableFuture.completedFuture(entry)
					.thenComposeAsync((stored) -> serve(query, stored, directives, client, true),
							RequestContext.propagate(ForkJoinPool.commonPool()));
	}

	private CompletableFuture<CacheResult> serve(TalentQuery query, CacheEntry entry, RequestDirectives directives,
			String client, boolean stored) {
		switch (this.validity.decide(entry, directives)) {
			case SERVE -> {
				return serveNow(entry, null);
			}
			case SERVE_STALE_WHILE_REVALIDATE -> {
				// the refresh of what is not stored would be a load that other requests
				// wait for, and would store an entry
				if (stored) {
					this.revalidation.inBackground(query, entry, acceptable(RequestDirectives.NONE));
				}
				return serveNow(entry, null);
			}
			case REVALIDATE_OR_STALE -> {
				UpstreamException failure = entry.refresh().lastFailure(this.validity.expiredAt(entry));
				if (!directives.requiresRevalidation() && failure != null
						&& this.validity.allowsStale(entry, failure)) {
					// the last refresh failed: check in the background whether it still
					// fails
					this.revalidation.inBackground(query, entry, acceptable(RequestDirectives.NONE));
					return serveStaleOnError(entry, failure, true);
				}
				return awaitRevalidation(query, entry, directives, client, true);
			}
			case REVALIDATE -> {
				return directives.onlyIfCached() ? CompletableFuture.failedFuture(new OnlyIfCachedException())
						: awaitRevalidation(query, entry, directives, client, false);
			}
		}
		throw new IllegalStateException();
	}

	private CompletableFuture<CacheResult> awaitRevalidation(TalentQuery query, CacheEntry entry,
			RequestDirectives directives, String client, boolean orStale) {
		Outcome outcome = directives.requiresRevalidation() ? Outcome.REQUEST : Outcome.STALE;
		CompletableFuture<CacheResult> revalidated = directives.noStore()
				? this.unstored.load(query, client)
					.thenApply((loaded) -> result(loaded.entry(), outcome, loaded.collapsed(), false, null))
				: this.revalidation.await(query, entry, client, acceptable(directives))
					.thenComposeAsync(
							(refreshed) -> (refreshed.entry() == entry) ? serveNow(entry, null) : loaded(query,
									refreshed.entry(), outcome, refreshed.collapsed(), directives, client),
							RequestContext.propagate(Runnable::run));
		return revalidated.exceptionallyCompose((ex) -> serveStaleOnError(entry, Failures.unwrap(ex), orStale));
	}

	/**
	 * Return which entries of other instances a refresh accepts: those that would be
	 * served without one, which is none for {@code no-cache}.
	 */
	private Predicate<CacheEntry> acceptable(RequestDirectives directives) {
		return (entry) -> this.validity.decide(entry, directives) == FreshnessPolicy.Decision.SERVE;
	}

	private CompletableFuture<CacheResult> serveStaleOnError(CacheEntry entry, Throwable failure, boolean orStale) {
		return (orStale && failure instanceof UpstreamException upstream && this.validity.allowsStale(entry, upstream))
				? serveNow(entry, upstream) : CompletableFuture.failedFuture(failure);
	}

	private CompletableFuture<CacheResult> serveNow(CacheEntry entry, @Nullable UpstreamException failure) {
		return CompletableFuture.completedFuture(entry)
			.thenApply((same) -> result(same, (failure != null) ? Outcome.STALE : Outcome.HIT, false, false, failure));
	}

	/**
	 * Return whether a call failed without having been made: it had no permit, or the
	 * circuit breaker is open.
	 */
	private static boolean wasNotMade(Throwable failure) {
		return failure instanceof RefreshRefusedException || (failure instanceof UpstreamException upstream
				&& upstream.kind() == UpstreamException.Kind.FEISHU_UNAVAILABLE
				&& upstream.feishuError().httpStatus() == null);
	}

	private CacheResult result(CacheEntry entry, Outcome outcome, boolean collapsed, boolean stored,
			@Nullable UpstreamException failure) {
		if (this.validity.valid(entry) instanceof CacheEntry.Negative negative) {
			throw negative.failure();
		}
		Duration age = this.validity.age(entry);
		return new CacheResult((CacheEntry.Positive) entry, age, this.validity.freshFor(entry).minus(age), outcome,
				collapsed, stored, !this.validity.expiresSoon(entry), failure);
	}

}
