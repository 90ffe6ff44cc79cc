package io.feishuinterviews.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.feishuinterviews.interview.InterviewSnapshot;
import io.feishuinterviews.interview.RefreshRefusedException;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.representation.Representation;
import io.feishuinterviews.representation.RepresentationKey;
import org.jspecify.annotations.Nullable;

/**
 * A cache entry: a snapshot, or a negative result (talent not found or confidential).
 */
abstract sealed class CacheEntry {

	/**
	 * The least time between two calls for the same talent.
	 */
	private static final Duration MIN_REFRESH_INTERVAL = Duration.ofSeconds(1);

	private final Instant since;

	private final boolean shared;

	private @Nullable CompletableFuture<CacheEntry> refresh;

	private Instant refreshedAt;

	private @Nullable UpstreamException lastFailure;

	CacheEntry(Instant since, boolean shared) {
		this.since = since;
		this.shared = shared;
		this.refreshedAt = since;
	}

	/**
	 * Return the talent.
	 */
	abstract Talent talent();

	/**
	 * Return the age of the entry.
	 * @param now the current time
	 * @return the time since Feishu's response, never negative
	 */
	Duration age(Instant now) {
		Duration age = Duration.between(this.since, now);
		return age.isNegative() ? Duration.ZERO : age;
	}

	/**
	 * Return when Feishu responded.
	 */
	Instant since() {
		return this.since;
	}

	/**
	 * Return whether another instance has loaded the entry: it may be older than the
	 * request that it was read for.
	 */
	boolean isShared() {
		return this.shared;
	}

	/**
	 * Refresh the entry, once for all concurrent requests. After a failure, or if the
	 * entry is new, the next refresh starts after {@link #MIN_REFRESH_INTERVAL}, or as
	 * soon as a change has made it expire. A request that waits does not inherit a
	 * background refresh that was refused.
	 * @param now the current time
	 * @param expiredAt since when the entry has been expired by a change,
	 * {@link Instant#MIN} if it is not
	 * @param client whether a client waits
	 * @param refresher starts the refresh
	 * @return the new entry, or why there is none; this entry if it is too new
	 */
	synchronized CompletableFuture<CacheEntry> refresh(Instant now, Instant expiredAt, boolean client,
			Supplier<CompletableFuture<CacheEntry>> refresher) {
		boolean momentPassed = this.refreshedAt.isBefore(expiredAt)
				|| Duration.between(this.refreshedAt, now).compareTo(MIN_REFRESH_INTERVAL) >= 0;
		if (this.refresh == null && !momentPassed) {
			return CompletableFuture.completedFuture(this);
		}
		if (this.refresh == null || (this.refresh.isDone() && (momentPassed || (client && wasRefused(this.refresh))))) {
			this.lastFailure = lastFailure();
			this.refreshedAt = now;
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
		return this.refreshedAt.isBefore(expiredAt) ? null : lastFailure();
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
	synchronized void unlessRefreshing(Runnable action) {
		if (this.refresh == null || this.refresh.isDone()) {
			action.run();
		}
	}

	/**
	 * The snapshot of a talent with its representations.
	 */
	static final class Positive extends CacheEntry {

		private final InterviewSnapshot snapshot;

		private final Set<String> applications;

		private final long sequence;

		private final Map<RepresentationKey, Representation> representations;

		private final Consumer<Positive> reweigh;

		/**
		 * Create an entry without representations.
		 * @param snapshot the snapshot
		 * @param applications the IDs of the talent's applications
		 * @param shared whether another instance has loaded it
		 * @param sequence the place of its load in the order of loads and tombstones
		 * @param reweigh called when the weight of the entry has changed
		 */
		Positive(InterviewSnapshot snapshot, Set<String> applications, boolean shared, long sequence,
				Consumer<Positive> reweigh) {
			this(snapshot, applications, shared, sequence, new ConcurrentHashMap<>(4), reweigh);
		}

		private Positive(InterviewSnapshot snapshot, Set<String> applications, boolean shared, long sequence,
				Map<RepresentationKey, Representation> representations, Consumer<Positive> reweigh) {
			super(snapshot.fetchedAt(), shared);
			this.snapshot = snapshot;
			this.applications = applications;
			this.sequence = sequence;
			this.representations = representations;
			this.reweigh = reweigh;
		}

		/**
		 * Return the entry that replaces this one. Representations are kept if Feishu's
		 * data is the same.
		 */
		Positive replacedBy(Positive later) {
			return this.snapshot.hasSameData(later.snapshot)
					? new Positive(this.snapshot.withFetchedAt(later.snapshot.fetchedAt()), this.applications,
							later.isShared(), later.sequence, this.representations, this.reweigh)
					: later;
		}

		@Override
		Talent talent() {
			return this.snapshot.query().talent();
		}

		InterviewSnapshot snapshot() {
			return this.snapshot;
		}

		Set<String> applications() {
			return this.applications;
		}

		long sequence() {
			return this.sequence;
		}

		Representation representation(RepresentationKey key, Supplier<Representation> renderer) {
			Representation rendered = this.representations.get(key);
			if (rendered == null) {
				rendered = this.representations.computeIfAbsent(key, (absent) -> renderer.get());
				this.reweigh.accept(this);
			}
			return rendered;
		}

		int weight() {
			return SnapshotWeight.of(this.snapshot) + SnapshotWeight.APPLICATION * this.applications.size()
					+ this.representations.values().stream().mapToInt(Representation::weight).sum();
		}

	}

	/**
	 * A negative result: the talent does not exist or is confidential.
	 */
	static final class Negative extends CacheEntry {

		private final Talent talent;

		private final UpstreamException failure;

		Negative(Talent talent, UpstreamException failure, Instant since, boolean shared) {
			super(since, shared);
			this.talent = talent;
			this.failure = failure;
		}

		@Override
		Talent talent() {
			return this.talent;
		}

		UpstreamException failure() {
			return this.failure;
		}

	}

}
