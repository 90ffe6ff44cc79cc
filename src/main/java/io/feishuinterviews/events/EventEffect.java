package io.feishuinterviews.events;

import java.util.List;

/**
 * What an event has done, for the audit log.
 *
 * @param action what was done
 * @param talentIds the talents that it concerned
 */
public record EventEffect(Action action, List<String> talentIds) {

	/**
	 * Nothing had to be done.
	 */
	public static final EventEffect NONE = new EventEffect(Action.NONE, List.of());

	/**
	 * What can be done.
	 */
	public enum Action {

		/** Nothing. */
		NONE,

		/** Talents were removed from the cache. */
		PURGED,

		/** Cached talents count as stale. */
		EXPIRED,

		/** The state of the app or a tenant was updated. */
		UPDATED

	}

}
