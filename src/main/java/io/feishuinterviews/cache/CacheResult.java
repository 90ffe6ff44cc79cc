package io.feishuinterviews.cache;

import java.time.Duration;
import java.util.function.Supplier;

import io.feishuinterviews.interview.InterviewSnapshot;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.representation.Representation;
import io.feishuinterviews.representation.RepresentationKey;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot, and how the cache came to serve it.
 *
 * @param entry the snapshot with its representations
 * @param age the time since Feishu's response
 * @param timeToLive how much longer the snapshot is fresh, negative if it is stale
 * @param outcome where the snapshot was taken from
 * @param collapsed whether the request waited for the call of another request
 * @param stored whether Feishu's response to this request is stored in the cache
 * @param reusable whether clients may use the snapshot again without a request, as far as
 * this is known: not if the talent has changed in Feishu since, or just before
 * @param failure why Feishu's current response is not available, if a stale snapshot is
 * served instead
 */
public record CacheResult(CacheEntry.Positive entry, Duration age, Duration timeToLive, Outcome outcome,
		boolean collapsed, boolean stored, boolean reusable, @Nullable UpstreamException failure) {

	/**
	 * Return the snapshot.
	 * @return the snapshot
	 */
	public InterviewSnapshot snapshot() {
		return this.entry.snapshot();
	}

	/**
	 * Return a representation of the snapshot. It is rendered once, and counts towards
	 * the size of the cache from then on.
	 * @param key which representation
	 * @param renderer renders it
	 * @return the representation
	 */
	public Representation representation(RepresentationKey key, Supplier<Representation> renderer) {
		return this.entry.representation(key, renderer);
	}

	/**
	 * Return whether the snapshot is stale.
	 * @return whether its age exceeds the freshness lifetime
	 */
	public boolean stale() {
		return this.timeToLive.isNegative();
	}

	/**
	 * Where a snapshot was taken from.
	 */
	public enum Outcome {

		/**
		 * From the cache.
		 */
		HIT,

		/**
		 * From Feishu: nothing was cached.
		 */
		MISS,

		/**
		 * From Feishu: the cached snapshot was too old.
		 */
		STALE,

		/**
		 * From Feishu: the request required it.
		 */
		REQUEST

	}

}
