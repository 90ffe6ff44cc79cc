package io.feishuinterviews.cache.shared;

import java.time.Duration;
import java.time.Instant;

/**
 * A change in Feishu, reported by an event. Feishu's responses may lag behind its events,
 * so a response that is not much newer than the change is not trusted for long.
 *
 * @param kind what happened
 * @param time when this service received the event
 */
public record Change(Kind kind, Instant time) {

	/**
	 * How long Feishu's responses may lag behind its events.
	 */
	public static final Duration LAG = Duration.ofSeconds(5);

	/**
	 * Return whether a response of Feishu may be older than the change.
	 * @param fetchedAt when Feishu responded
	 * @return whether it may not contain the change
	 */
	public boolean mayBeMissingAt(Instant fetchedAt) {
		return fetchedAt.isBefore(this.time.plus(LAG));
	}

	/**
	 * Return whether the response has expired: immediately if it was fetched before the
	 * change; after the lag if it was fetched during the lag. A response from later than
	 * now may have been fetched before the change, if the clock was set back since.
	 * @param fetchedAt when Feishu responded
	 * @param now the current time
	 * @return whether the response is no longer fresh
	 */
	public boolean expires(Instant fetchedAt, Instant now) {
		return fetchedAt.isBefore(this.time) || (mayBeMissingAt(fetchedAt) && !now.isBefore(this.time.plus(LAG)))
				|| ClockSkew.isExceeded(fetchedAt, now);
	}

	/**
	 * Return when the change makes a response expire.
	 * @param fetchedAt when Feishu responded
	 * @return the time of the change, or the end of the lag
	 */
	public Instant expiryOf(Instant fetchedAt) {
		return (!fetchedAt.isBefore(this.time) && mayBeMissingAt(fetchedAt)) ? this.time.plus(LAG) : this.time;
	}

	/**
	 * What happened.
	 */
	public enum Kind {

		/**
		 * The talent or application was deleted: older responses must not be served.
		 */
		DELETED,

		/**
		 * The talent or application may have changed: older responses are stale.
		 */
		EXPIRED

	}

}
