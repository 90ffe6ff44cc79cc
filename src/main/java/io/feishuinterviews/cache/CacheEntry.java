package io.feishuinterviews.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.feishuinterviews.cache.shared.ClockSkew;
import io.feishuinterviews.interview.InterviewSnapshot;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.representation.Representation;
import io.feishuinterviews.representation.RepresentationKey;

/**
 * A cache entry: a snapshot, or a negative result (talent not found or confidential).
 */
abstract sealed class CacheEntry {

	/**
	 * What an entry takes beside Feishu's data: the query, the cache's own node and
	 * future, the snapshot itself, and the state of its refresh.
	 */
	private static final int WEIGHT = 680;

	/**
	 * What the index takes for each application.
	 */
	private static final int WEIGHT_OF_APPLICATION = 250;

	private final Talent talent;

	private final Instant fetchedAt;

	private final boolean shared;

	private final EntryRefresh refresh;

	CacheEntry(Talent talent, Instant fetchedAt, boolean shared) {
		this.talent = talent;
		this.fetchedAt = fetchedAt;
		this.shared = shared;
		this.refresh = new EntryRefresh(fetchedAt);
	}

	Talent talent() {
		return this.talent;
	}

	/**
	 * Return how much memory the entry takes: what is compressed, and a measured estimate
	 * for the rest.
	 * @return bytes
	 */
	abstract int weight();

	/**
	 * Return the age of the entry. If Feishu responded later than now, the clock was set
	 * back, and the difference counts as the age.
	 * @param now the current time
	 * @return the time since Feishu's response, never negative
	 */
	Duration age(Instant now) {
		Duration age = Duration.between(this.fetchedAt, now);
		if (ClockSkew.isExceeded(this.fetchedAt, now)) {
			return age.abs();
		}
		return age.isNegative() ? Duration.ZERO : age;
	}

	/**
	 * Return when Feishu responded.
	 */
	Instant fetchedAt() {
		return this.fetchedAt;
	}

	/**
	 * Return whether another instance has loaded the entry: it may be older than the
	 * request that it was read for.
	 */
	boolean isShared() {
		return this.shared;
	}

	EntryRefresh refresh() {
		return this.refresh;
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
			super(snapshot.query().talent(), snapshot.fetchedAt(), shared);
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
			return this.snapshot.hasSameData(later.snapshot) ? new Positive(later.snapshot, later.applications,
					later.isShared(), later.sequence, this.representations, later.reweigh) : later;
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

		@Override
		int weight() {
			return WEIGHT + this.snapshot.gzip().length + WEIGHT_OF_APPLICATION * this.applications.size()
					+ this.representations.values().stream().mapToInt(Representation::weight).sum();
		}

	}

	/**
	 * A negative result: the talent does not exist or is confidential.
	 */
	static final class Negative extends CacheEntry {

		private final UpstreamException failure;

		Negative(Talent talent, UpstreamException failure, Instant fetchedAt, boolean shared) {
			super(talent, fetchedAt, shared);
			this.failure = failure;
		}

		@Override
		int weight() {
			return WEIGHT;
		}

		UpstreamException failure() {
			return this.failure;
		}

		/**
		 * Return the same result as an entry for another kind of ID.
		 */
		Negative copy() {
			return new Negative(talent(), this.failure, fetchedAt(), false);
		}

	}

}
