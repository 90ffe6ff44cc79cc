package io.feishuinterviews.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.feishuinterviews.interview.InterviewSnapshot;
import io.feishuinterviews.interview.RefreshRefusedException;
import io.feishuinterviews.interview.UpstreamException;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a talent: a snapshot, or Feishu's word that there is none to be had.
 */
abstract sealed class CacheEntry {

	/**
	 * How often Feishu is asked for the same talent at most, however much it is wanted.
	 */
	private static final Duration BETWEEN_REFRESHES = Duration.ofSeconds(1);

	private final Instant since;

	private @Nullable CompletableFuture<CacheEntry> refresh;

	private Instant askedAt;

	private @Nullable UpstreamException lastFailure;

	CacheEntry(Instant since) {
		this.since = since;
		this.askedAt = since;
	}

	/**
	 * Return how old this is.
	 * @param now the time
	 * @return the age, never negative
	 */
	Duration age(Instant now) {
		Duration age = Duration.between(this.since, now);
		return age.isNegative() ? Duration.ZERO : age;
	}

	/**
	 * Ask for what is to replace this, once for all who hold it. After a failure, or when
	 * this is all too new, ask again only after a moment; but a client need not wait for
	 * it after a background refresh that was refused.
	 * @param now the time
	 * @param client whether a client waits
	 * @param ask how to ask
	 * @return what replaces this, or why nothing does; this itself if it is too new
	 */
	synchronized CompletableFuture<CacheEntry> refresh(Instant now, boolean client,
			Supplier<CompletableFuture<CacheEntry>> ask) {
		boolean momentPassed = Duration.between(this.askedAt, now).compareTo(BETWEEN_REFRESHES) >= 0;
		if (this.refresh == null && !momentPassed) {
			return CompletableFuture.completedFuture(this);
		}
		if (this.refresh == null || (this.refresh.isDone() && (momentPassed || (client && wasRefused(this.refresh))))) {
			this.lastFailure = lastFailure();
			this.askedAt = now;
			this.refresh = ask.get();
		}
		return this.refresh;
	}

	/**
	 * Return why the last attempt to replace this failed that has come to an end.
	 * @return the failure, {@code null} if there was none, or one that nobody foresaw
	 */
	synchronized @Nullable UpstreamException lastFailure() {
		if (this.refresh != null && this.refresh.isCompletedExceptionally()) {
			this.lastFailure = (failureOf(this.refresh) instanceof UpstreamException upstream) ? upstream : null;
		}
		return this.lastFailure;
	}

	private static boolean wasRefused(CompletableFuture<CacheEntry> refresh) {
		return refresh.isCompletedExceptionally() && failureOf(refresh) instanceof RefreshRefusedException;
	}

	private static Throwable failureOf(CompletableFuture<CacheEntry> failed) {
		return InterviewCache.failure(failed.handle((entry, ex) -> ex).join());
	}

	/**
	 * Do something unless what is to replace this is being asked for.
	 * @param action what to do
	 */
	synchronized void unlessRefreshing(Runnable action) {
		if (this.refresh == null || this.refresh.isDone()) {
			action.run();
		}
	}

	/**
	 * A talent's snapshot, and what has been made of it.
	 */
	static final class Positive extends CacheEntry {

		private final InterviewSnapshot snapshot;

		private final Map<Object, Derived> derived;

		Positive(InterviewSnapshot snapshot) {
			this(snapshot, new ConcurrentHashMap<>(4));
		}

		private Positive(InterviewSnapshot snapshot, Map<Object, Derived> derived) {
			super(snapshot.fetchedAt());
			this.snapshot = snapshot;
			this.derived = derived;
		}

		/**
		 * Return an entry for what Feishu said later. If that is the same again, what has
		 * been made of it is kept.
		 */
		Positive replacedBy(Positive later) {
			return this.snapshot.hasSameData(later.snapshot) ? new Positive(
					new InterviewSnapshot(this.snapshot.gzip(), later.snapshot.fetchedAt()), this.derived) : later;
		}

		InterviewSnapshot snapshot() {
			return this.snapshot;
		}

		Map<Object, Derived> derived() {
			return this.derived;
		}

		int weight() {
			return SnapshotWeight.of(this.snapshot) + this.derived.values().stream().mapToInt(Derived::weight).sum();
		}

	}

	/**
	 * Feishu's word that the talent does not exist, or is confidential.
	 */
	static final class Negative extends CacheEntry {

		private final UpstreamException denial;

		Negative(UpstreamException denial, Instant since) {
			super(since);
			this.denial = denial;
		}

		UpstreamException denial() {
			return this.denial;
		}

	}

}
