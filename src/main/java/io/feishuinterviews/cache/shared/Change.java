package io.feishuinterviews.cache.shared;

import java.time.Duration;
import java.time.Instant;

/**
 * A change in Feishu that an event tells of. Feishu's own answers may lag behind its
 * events, so an answer that is not much newer than the change is not trusted for long.
 *
 * @param kind what happened
 * @param time when this service was told
 */
public record Change(Kind kind, Instant time) {

	/**
	 * How long Feishu's answers may lag behind.
	 */
	public static final Duration LAG = Duration.ofSeconds(5);

	/**
	 * Return whether an answer of Feishu may be older than the change.
	 * @param fetchedAt when Feishu answered
	 * @return whether it may not contain the change
	 */
	public boolean mayLackIn(Instant fetchedAt) {
		return fetchedAt.isBefore(this.time.plus(LAG));
	}

	/**
	 * Return whether Feishu must be asked again: at once for what was fetched before the
	 * change, and after the lag for what was fetched during it. What is from later than
	 * now may have been fetched before the change, if the clock was set back since.
	 * @param fetchedAt when Feishu answered
	 * @param now the current time
	 * @return whether the answer is no longer fresh
	 */
	public boolean expires(Instant fetchedAt, Instant now) {
		return fetchedAt.isBefore(this.time) || (mayLackIn(fetchedAt) && !now.isBefore(this.time.plus(LAG)))
				|| fetchedAt.isAfter(now.plus(SharedEntry.MAX_SKEW));
	}

	/**
	 * Return when the change makes an answer expire.
	 * @param fetchedAt when Feishu answered
	 * @return the time of the change, or the end of the lag
	 */
	public Instant expiryOf(Instant fetchedAt) {
		return (!fetchedAt.isBefore(this.time) && mayLackIn(fetchedAt)) ? this.time.plus(LAG) : this.time;
	}

	/**
	 * What happened.
	 */
	public enum Kind {

		/**
		 * It was deleted: what was fetched before must not be served.
		 */
		DELETED,

		/**
		 * It may be different now: what was fetched before is stale.
		 */
		EXPIRED

	}

}
