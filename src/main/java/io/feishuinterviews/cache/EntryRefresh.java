package io.feishuinterviews.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.feishuinterviews.interview.RefreshRefusedException;
import io.feishuinterviews.interview.UpstreamException;
import org.jspecify.annotations.Nullable;

/**
 * The last refresh of an entry, which may be under way.
 */
final class EntryRefresh {

	/**
	 * The least time between two calls for the same talent.
	 */
	private static final Duration MIN_INTERVAL = Duration.ofSeconds(1);

	private @Nullable CompletableFuture<CacheEntry> refresh;

	private Instant startedAt;

	private @Nullable UpstreamException lastFailure;

	/**
	 * Begin without a refresh.
	 * @param since when Feishu returned the data of the entry
	 */
	EntryRefresh(Instant since) {
		this.startedAt = since;
	}

	/**
	 * Refresh the entry, once for all concurrent requests. After a failure, or if the
	 * entry is new, the next refresh starts after {@link #MIN_INTERVAL}, or as soon as a
	 * change has made the entry expire. A request that waits does not inherit a
	 * background refresh that was refused.
	 * @param entry the entry
	 * @param now the current time
	 * @param expiredAt since when the entry has been expired by a change,
	 * {@link Instant#MIN} if it is not
	 * @param client whether a client waits
	 * @param refresher starts the refresh
	 * @return the new entry, or why there is none; the same entry if it is too new
	 */
	synchronized CompletableFuture<CacheEntry> refresh(CacheEntry entry, Instant now, Instant expiredAt, boolean client,
			Supplier<CompletableFuture<CacheEntry>> refresher) {
		boolean momentPassed = this.startedAt.isBefore(expiredAt)
				|| Duration.between(this.startedAt, now).abs().compareTo(MIN_INTERVAL) >= 0;
		if (this.refresh == null && !momentPassed) {
			return CompletableFuture.completedFuture(entry);
		}
		if (this.refresh == null || (this.refresh.isDone() && (momentPassed || (client && wasRefused(this.refresh))))) {
			this.lastFailure = lastFailure();
			this.startedAt = now;
			this.refresh = refresher.get();
		}
		return this.refresh;
	}

	/**
	 * Return why the last completed refresh failed.
	 * @param expiredAt since when the entry has been expired by a change. A refresh from
	 * before does not count
	 * @return the failure, {@code null} if there was none or an unexpected one
	 */
	synchronized @Nullable UpstreamException lastFailure(Instant expiredAt) {
		return this.startedAt.isBefore(expiredAt) ? null : lastFailure();
	}

	private @Nullable UpstreamException lastFailure() {
		if (this.refresh != null && this.refresh.isCompletedExceptionally()) {
			this.lastFailure = (failureOf(this.refresh) instanceof UpstreamException upstream) ? upstream : null;
		}
		return this.lastFailure;
	}

	private static boolean wasRefused(CompletableFuture<CacheEntry> refresh) {
		return refresh.isCompletedExceptionally() && failureOf(refresh) instanceof RefreshRefusedException;
	}

	private static Throwable failureOf(CompletableFuture<CacheEntry> failed) {
		return Failures.unwrap(failed.handle((entry, ex) -> ex).join());
	}

	/**
	 * Run an action unless a refresh is under way.
	 * @param action the action
	 */
	synchronized void runUnlessRefreshing(Runnable action) {
		if (this.refresh == null || this.refresh.isDone()) {
			action.run();
		}
	}

}
