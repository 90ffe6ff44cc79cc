package io.feishuinterviews.cache;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.cache.CacheResult.Outcome;
import io.feishuinterviews.interview.Demand;
import io.feishuinterviews.interview.Interviews;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.UpstreamException;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Caches the interviews of talents. Concurrent requests for one talent share one call.
 * Failures are not cached, except that a talent does not exist or is confidential.
 */
public class InterviewCache {

	private final FreshnessPolicy freshness;

	private final Clock clock;

	private final Demands demands = new Demands();

	private final EntryStore store;

	private final UnstoredLoads unstored;

	private final Revalidation revalidation;

	private final CacheMetrics metrics;

	InterviewCache(Interviews interviews, CacheProperties properties, Clock clock, Ticker ticker,
			MeterRegistry meters) {
		this.freshness = properties.freshness();
		this.clock = clock;
		this.store = new EntryStore(interviews, this.demands, properties, clock, ticker);
		this.unstored = new UnstoredLoads(this.store.loader()::load);
		this.revalidation = new Revalidation(this.demands, clock, this.store.cache().synchronous()::refresh);
		this.metrics = new CacheMetrics(meters);
	}

	/**
	 * Find all interviews of one talent.
	 * @param query the talent and the kinds of ID
	 * @param directives how fresh the result must be
	 * @param client the ID of the client
	 * @return a future that other callers do not share. It fails with an
	 * {@link UpstreamException} or an {@link OnlyIfCachedException}
	 */
	public CompletableFuture<CacheResult> findByTalent(TalentQuery query, RequestDirectives directives, String client) {
		return find(query, directives, client, true).whenComplete((result, ex) -> {
			if (ex != null) {
				this.metrics.count(Failures.unwrap(ex));
			}
			else {
				this.metrics.count(result);
			}
		});
	}

	/**
	 * Remove what is cached of a talent, for all kinds of ID. Calls under way are not
	 * stored, and requests that arrive later do not join them.
	 * @param talentId the ID of the talent
	 */
	public void purge(String talentId) {
		this.store.purge(talentId);
		this.unstored.forget(talentId);
	}

	AsyncLoadingCache<TalentQuery, CacheEntry> cache() {
		return this.store.cache();
	}

	private CompletableFuture<CacheResult> find(TalentQuery query, RequestDirectives directives, String client,
			boolean mayJoin) {
		AtomicBoolean loading = new AtomicBoolean();
		CompletableFuture<CacheEntry> found = (directives.onlyIfCached() || directives.noStore())
				? this.store.getIfPresent(query) : this.store.get(query, () -> {
					loading.setPlain(true);
					return this.demands.call(query, Demand.of(client), () -> this.store.loader().load(query));
				});
		if (directives.onlyIfCached() && (found == null || !found.isDone())) {
			return CompletableFuture.failedFuture(new OnlyIfCachedException());
		}
		if (found == null) {
			return this.unstored.load(query, client)
				.thenApply((loaded) -> result(loaded.entry(), Outcome.MISS, loaded.collapsed(), false, null));
		}
		// a call that this thread has started may be done by now: a miss all the same
		if (loading.getPlain() || !found.isDone() || found.isCompletedExceptionally()) {
			boolean collapsed = !loading.getPlain();
			CompletableFuture<CacheResult> miss = found
				.thenApply((entry) -> result(entry, Outcome.MISS, collapsed, !collapsed, null));
			if (!collapsed || !mayJoin) {
				return miss;
			}
			this.demands.join(query, client);
			// the call of another client may have waited too long before this one joined
			return miss.exceptionallyCompose((ex) -> wasNotMade(Failures.unwrap(ex))
					? find(query, directives, client, false) : CompletableFuture.failedFuture(Failures.unwrap(ex)));
		}
		return serve(query, found.join(), directives, client);
	}

	private CompletableFuture<CacheResult> serve(TalentQuery query, CacheEntry entry, RequestDirectives directives,
			String client) {
		Duration age = entry.age(this.clock.instant());
		switch (this.store.freshness(entry).decide(age, directives, this.store.loader().accessDenied())) {
			case SERVE -> {
				return serveNow(entry, null);
			}
			case SERVE_STALE_WHILE_REVALIDATE -> {
				this.revalidation.inBackground(query, entry);
				return serveNow(entry, null);
			}
			case REVALIDATE_OR_STALE -> {
				UpstreamException failure = entry.lastFailure();
				if (!directives.requiresRevalidation() && failure != null && allowsStale(entry, failure)) {
					// the last refresh failed: find out in the background whether it
					// still does
					this.revalidation.inBackground(query, entry);
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
				: this.revalidation.await(query, entry, client)
					.thenApply((refreshed) -> (refreshed.entry() == entry)
							? result(entry, Outcome.HIT, false, false, null)
							: result(refreshed.entry(), outcome, refreshed.collapsed(), !refreshed.collapsed(), null));
		return revalidated.exceptionallyCompose((ex) -> serveStaleOnError(entry, Failures.unwrap(ex), orStale));
	}

	private CompletableFuture<CacheResult> serveStaleOnError(CacheEntry entry, Throwable failure, boolean orStale) {
		return (orStale && failure instanceof UpstreamException upstream && allowsStale(entry, upstream))
				? serveNow(entry, upstream) : CompletableFuture.failedFuture(failure);
	}

	private boolean allowsStale(CacheEntry entry, UpstreamException failure) {
		return this.store.freshness(entry).allowsStale(entry.age(this.clock.instant()), failure.kind())
				&& !this.store.tombstones().cover(entry);
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
		return failure instanceof UpstreamException upstream
				&& upstream.kind() == UpstreamException.Kind.FEISHU_UNAVAILABLE
				&& upstream.feishuError().httpStatus() == null;
	}

	private CacheResult result(CacheEntry entry, Outcome outcome, boolean collapsed, boolean stored,
			@Nullable UpstreamException failure) {
		if (this.store.tombstones().valid(entry) instanceof CacheEntry.Negative negative) {
			throw negative.failure();
		}
		Duration age = entry.age(this.clock.instant());
		return new CacheResult((CacheEntry.Positive) entry, age, this.freshness.freshFor().minus(age), outcome,
				collapsed, stored, failure);
	}

}
