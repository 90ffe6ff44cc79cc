package io.feishuinterviews.cache;

import java.time.Duration;

import io.feishuinterviews.interview.UpstreamException;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot, and how it came to be served.
 *
 * @param kept the snapshot, and what has been made of it
 * @param age how long ago Feishu gave it
 * @param timeToLive how much longer it is fresh, negative by how long it has been stale
 * @param outcome where it was taken from
 * @param collapsed whether the request waited for the call of another request
 * @param stored whether Feishu's answer to this request is stored in the cache
 * @param failure why Feishu's answer of now could not be had, if the snapshot stands in
 * for it
 */
public record CacheResult(Kept kept, Duration age, Duration timeToLive, Outcome outcome, boolean collapsed,
		boolean stored, @Nullable UpstreamException failure) {

	/**
	 * Return whether the snapshot is past its freshness.
	 * @return whether it is stale
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
		 * From Feishu, since nothing was cached.
		 */
		MISS,

		/**
		 * From Feishu, since what was cached was too old.
		 */
		STALE,

		/**
		 * From Feishu, since the request wanted it.
		 */
		REQUEST

	}

}
