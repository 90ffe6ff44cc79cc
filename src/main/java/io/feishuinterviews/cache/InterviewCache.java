package io.feishuinterviews.cache;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.interview.Demand;
import io.feishuinterviews.interview.Interviews;
import io.feishuinterviews.interview.RefreshRefusedException;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.UpstreamException;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The interviews of talents, kept and served for as long as is sensible. Any number of
 * concurrent askers of one talent cause one call, and what fails is not kept.
 */
public class InterviewCache {

	private final Interviews interviews;

	private final FreshnessPolicy freshness;

	private final FreshnessPolicy negativeFreshness;

	private final Clock clock;

	private final Loader loader = new Loader();

	private final AsyncLoadingCache<TalentQuery, CacheEntry> cache;

	private final UnstoredLoads unstored = new UnstoredLoads(this.loader::load);

	private final CacheMetrics metrics;

	private final Demands demands = new Demands();

	InterviewCache(Interviews interviews, CacheProperties properties, Clock clock, Ticker ticker,
			MeterRegistry meters) {
		this.interviews = interviews;
		this.freshness = new FreshnessPolicy(properties.freshFor(), properties.staleWhileRevalidate(),
				properties.staleIfError());
		this.negativeFreshness = new FreshnessPolicy(properties.notFoundFor(), Duration.ZERO, Duration.ZERO);
		this.clock = clock;
		this.cache = Caffeine.newBuilder()
			.ticker(ticker)
			.recordStats()
			.expireAfter(Expiry.<TalentQuery, CacheEntry>writing((query, entry) -> timeToKeep(entry)))
			.maximumWeight(properties.maxSize().toBytes())
			.weigher(InterviewCache::weight)
			.buildAsync(this.loader);
		this.metrics = new CacheMetrics(meters);
	}

	/**
	 * Ask for all interviews of one talent.
	 * @param query whose, and with which kinds of ID
	 * @param directives how fresh they are to be
	 * @param client the ID of the client that asks
	 * @return the caller's own future: others are not affected by what becomes of it. It
	 * fails with an {@link UpstreamException}, or a {@link OnlyIfCachedException}
	 */
	public CompletableFuture<CacheResult> findByTalent(TalentQuery query, RequestDirectives directives, String client) {
		return find(query, directives, client, true).whenComplete((served, ex) -> {
			if (ex != null) {
				this.metrics.count(failure(ex));
			}
			else {
				this.metrics.count(served);
			}
		});
	}

	/**
	 * Return how long answers are served.
	 * @return the times
	 */
	public FreshnessPolicy freshness() {
		return this.freshness;
	}

	AsyncLoadingCache<TalentQuery, CacheEntry> cache() {
		return this.cache;
	}

	private CompletableFuture<CacheResult> find(TalentQuery query, RequestDirectives directives, String client,
			boolean mayJoin) {
		AtomicBoolean asked = new AtomicBoolean();
		CompletableFuture<CacheEntry> found = (directives.onlyIfCached() || directives.noStore())
				? this.cache.getIfPresent(query) : this.cache.get(query, (key, executor) -> {
					asked.setPlain(true);
					return this.demands.call(key, Demand.of(client), () -> this.loader.asyncLoad(key, executor));
				});
		if (directives.onlyIfCached() && (found == null || !found.isDone())) {
			return CompletableFuture.failedFuture(new OnlyIfCachedException());
		}
		if (found == null) {
			return this.unstored.load(query, client)
				.thenApply(
						(loaded) -> serve(query, loaded.entry(), CacheResult.Outcome.MISS, loaded.collapsed(), false));
		}
		// Feishu's answer may be here already, if this thread has had to wait meanwhile
		if (asked.getPlain() || !found.isDone() || found.isCompletedExceptionally()) {
			boolean collapsed = !asked.getPlain();
			CompletableFuture<CacheResult> miss = found
				.thenApply((entry) -> serve(query, entry, CacheResult.Outcome.MISS, collapsed, !collapsed));
			if (!collapsed || !mayJoin) {
				return miss;
			}
			this.demands.join(query, client);
			// the call of another client may have waited too long before this one joined
			return miss.exceptionallyCompose((ex) -> wasNotMade(failure(ex)) ? find(query, directives, client, false)
					: CompletableFuture.failedFuture(failure(ex)));
		}
		CacheEntry entry = found.join();
		switch (freshness(entry).decide(entry.age(this.clock.instant()), directives)) {
			case SERVE -> {
				return serveNow(query, entry, null);
			}
			case SERVE_STALE_WHILE_REVALIDATE -> {
				revalidate(query, entry);
				return serveNow(query, entry, null);
			}
			case REVALIDATE_OR_STALE -> {
				UpstreamException known = entry.lastFailure();
				if (known != null && !directives.requireRevalidation()) {
					// Feishu has been failing: find out in the background whether it
					// still is
					revalidate(query, entry);
					return serveStaleOnError(query, entry, known, true);
				}
				return wait(query, entry, directives, client, true);
			}
			case WAIT -> {
				return directives.onlyIfCached() ? CompletableFuture.failedFuture(new OnlyIfCachedException())
						: wait(query, entry, directives, client, false);
			}
		}
		throw new IllegalStateException();
	}

	private CompletableFuture<CacheResult> wait(TalentQuery query, CacheEntry entry, RequestDirectives directives,
			String client, boolean orStale) {
		CacheResult.Outcome outcome = directives.requireRevalidation() ? CacheResult.Outcome.REQUEST
				: CacheResult.Outcome.STALE;
		return (directives.noStore()
				? this.unstored.load(query, client)
					.thenApply((loaded) -> serve(query, loaded.entry(), outcome, loaded.collapsed(), false))
				: waitForRefresh(query, entry, outcome, client))
			.exceptionallyCompose((ex) -> serveStaleOnError(query, entry, failure(ex), orStale));
	}

	private CompletableFuture<CacheResult> waitForRefresh(TalentQuery query, CacheEntry entry,
			CacheResult.Outcome outcome, String client) {
		AtomicBoolean asked = new AtomicBoolean();
		CompletableFuture<CacheEntry> refresh = refresh(query, entry, asked, client)
			.exceptionallyCompose((ex) -> (failure(ex) instanceof RefreshRefusedException)
					? refresh(query, entry, asked, client) : CompletableFuture.failedFuture(failure(ex)));
		boolean collapsed = !asked.getPlain();
		return refresh
			.thenApply((fetched) -> (fetched == entry) ? serve(query, entry, CacheResult.Outcome.HIT, false, false)
					: serve(query, fetched, outcome, collapsed, !collapsed));
	}

	@SuppressWarnings("FutureReturnValueIgnored") // nobody waits; the entry remembers
	private void revalidate(TalentQuery query, CacheEntry entry) {
		refresh(query, entry, new AtomicBoolean(), null);
	}

	/**
	 * Return whether a call failed without having been made: for want of a permit, or
	 * since Feishu is left alone.
	 */
	private static boolean wasNotMade(Throwable failure) {
		return failure instanceof UpstreamException upstream
				&& upstream.kind() == UpstreamException.Kind.FEISHU_UNAVAILABLE
				&& upstream.feishuError().httpStatus() == null;
	}

	private CompletableFuture<CacheResult> serveStaleOnError(TalentQuery query, CacheEntry entry, Throwable failure,
			boolean orStale) {
		return (orStale && failure instanceof UpstreamException upstream && upstream.kind().allowsStale())
				? serveNow(query, entry, upstream) : CompletableFuture.failedFuture(failure);
	}

	/**
	 * Ask Feishu, or wait with those who have.
	 */
	private CompletableFuture<CacheEntry> refresh(TalentQuery query, CacheEntry entry, AtomicBoolean asked,
			@Nullable String client) {
		Demand demand = (client != null) ? Demand.of(client) : Demand.background();
		CompletableFuture<CacheEntry> refresh = entry.refresh(this.clock.instant(), client != null, () -> {
			asked.setPlain(true);
			return this.demands.call(query, demand, () -> this.cache.synchronous().refresh(query));
		});
		if (client != null && !refresh.isDone()) {
			this.demands.join(query, client);
		}
		return refresh;
	}

	private CompletableFuture<CacheResult> serveNow(TalentQuery query, CacheEntry entry,
			@Nullable UpstreamException failure) {
		try {
			CacheResult.Outcome outcome = (failure != null) ? CacheResult.Outcome.STALE : CacheResult.Outcome.HIT;
			return CompletableFuture.completedFuture(serve(query, entry, outcome, false, false, failure));
		}
		catch (UpstreamException denial) {
			return CompletableFuture.failedFuture(denial);
		}
	}

	private CacheResult serve(TalentQuery query, CacheEntry entry, CacheResult.Outcome outcome, boolean collapsed,
			boolean stored) {
		return serve(query, entry, outcome, collapsed, stored, null);
	}

	private CacheResult serve(TalentQuery query, CacheEntry entry, CacheResult.Outcome outcome, boolean collapsed,
			boolean stored, @Nullable UpstreamException failure) {
		if (entry instanceof CacheEntry.Negative denied) {
			throw denied.denial();
		}
		Duration age = entry.age(this.clock.instant());
		CacheEntry.Positive known = (CacheEntry.Positive) entry;
		Kept kept = new Kept(known.snapshot(), known.derived(), () -> weighAgain(query, entry));
		return new CacheResult(kept, age, this.freshness.freshFor().minus(age), outcome, collapsed, stored, failure);
	}

	/**
	 * Have an entry weighed again, if it is still the one in the cache. Not while Feishu
	 * is asked for what is to replace it: the cache would take that for outdated.
	 */
	private void weighAgain(TalentQuery query, CacheEntry entry) {
		CompletableFuture<CacheEntry> future = this.cache.asMap().get(query);
		if (future != null && future.isDone() && !future.isCompletedExceptionally() && future.join() == entry) {
			entry.unlessRefreshing(() -> this.cache.asMap().replace(query, future, future));
		}
	}

	private FreshnessPolicy freshness(CacheEntry entry) {
		return (entry instanceof CacheEntry.Negative) ? this.negativeFreshness : this.freshness;
	}

	private Duration timeToKeep(CacheEntry entry) {
		return freshness(entry).retention().minus(entry.age(this.clock.instant()));
	}

	/**
	 * Return why a future failed, without what futures put around it on their way.
	 */
	static Throwable failure(Throwable ex) {
		return (ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex;
	}

	private static int weight(TalentQuery query, CacheEntry entry) {
		return (entry instanceof CacheEntry.Positive known) ? known.weight() : SnapshotWeight.ENTRY;
	}

	/**
	 * Asks Feishu, and takes some failures for answers.
	 */
	private final class Loader implements AsyncCacheLoader<TalentQuery, CacheEntry> {

		@Override
		public CompletableFuture<CacheEntry> asyncLoad(TalentQuery query, Executor executor) {
			return future(load(query));
		}

		@Override
		public CompletableFuture<CacheEntry> asyncReload(TalentQuery query, CacheEntry old, Executor executor) {
			return future(load(query).map(
					(entry) -> (old instanceof CacheEntry.Positive before && entry instanceof CacheEntry.Positive later)
							? before.replacedBy(later) : entry));
		}

		CompletableFuture<CacheEntry> load(TalentQuery query, Demand demand) {
			return future(ask(query, demand));
		}

		private Mono<CacheEntry> load(TalentQuery query) {
			return ask(query, InterviewCache.this.demands.of(query));
		}

		private Mono<CacheEntry> ask(TalentQuery query, Demand demand) {
			return InterviewCache.this.interviews.findByTalent(query, demand)
				.<CacheEntry>map(CacheEntry.Positive::new)
				.onErrorResume(UpstreamException.class,
						(failure) -> failure.kind().isNegativeAnswer()
								? Mono.just(new CacheEntry.Negative(failure, InterviewCache.this.clock.instant()))
								: Mono.error(failure));
		}

		private static CompletableFuture<CacheEntry> future(Mono<CacheEntry> entry) {
			return entry.contextCapture().toFuture().thenApply(Objects::requireNonNull);
		}

	}

}
