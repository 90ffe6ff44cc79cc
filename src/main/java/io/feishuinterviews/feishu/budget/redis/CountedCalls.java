package io.feishuinterviews.feishu.budget.redis;

import io.feishuinterviews.feishu.budget.permit.UsedPermits;
import io.feishuinterviews.feishu.budget.redis.BudgetState.Calls;
import org.jspecify.annotations.Nullable;

/**
 * How many calls Redis has counted, as its latest response says; so the next one tells
 * how many calls of other instances are new. Times are in nanoseconds, as those of
 * {@link System#nanoTime()}. Not thread-safe.
 */
final class CountedCalls {

	/**
	 * When Redis began to count.
	 */
	private long since;

	/**
	 * The calls since then, {@code null} without a response.
	 */
	private @Nullable Calls total;

	private long requestedAt;

	/**
	 * Whether instances report calls again that this one knows, because Redis has begun
	 * to count since the permits last came from it.
	 */
	private boolean anew = true;

	/**
	 * Whether this instance may count calls of the last minute twice, or assume too many.
	 */
	private boolean minuteUncertain = true;

	/**
	 * Return the time since the request of the latest response.
	 */
	long age(long now) {
		return now - this.requestedAt;
	}

	boolean isAnew() {
		return this.anew;
	}

	boolean isMinuteUncertain() {
		return this.minuteUncertain;
	}

	/**
	 * Return whether Redis has lost all calls that it knew.
	 * @param state the response
	 */
	boolean isLost(BudgetState state) {
		return this.total != null && state.since() != this.since;
	}

	/**
	 * Return whether Redis has lost some of the calls that it knew, as a replica may when
	 * it takes over.
	 * @param state the response
	 * @param requestedAt the time of the request
	 */
	boolean isPartlyLost(BudgetState state, long requestedAt) {
		return !isLatest(state) && requestedAt - this.requestedAt > 0;
	}

	/**
	 * Return whether no response to a later request has come before.
	 * @param state the response
	 */
	boolean isLatest(BudgetState state) {
		return this.total == null || state.total().all() >= this.total.all();
	}

	/**
	 * Apply a response of Redis.
	 * @param state the response
	 * @param requestedAt the time of the request
	 * @return the calls of other instances that are new to this one; all calls if Redis
	 * has lost some
	 */
	UsedPermits update(BudgetState state, long requestedAt) {
		Calls before = this.total;
		boolean lost = isLost(state);
		boolean partlyLost = isPartlyLost(state, requestedAt);
		if (!lost && !partlyLost && !isLatest(state)) {
			return UsedPermits.NONE;
		}
		this.anew |= lost;
		this.requestedAt = requestedAt;
		this.since = state.since();
		this.total = state.total();
		if (before == null || lost || partlyLost) {
			this.minuteUncertain = true;
			return state.used();
		}
		Calls others = state.total().minus(before).minus(state.added());
		// more than in the last second: an instance has reported old calls
		this.minuteUncertain |= others.all() > state.used().second();
		return state.used().atMost((int) others.all(), (int) others.background());
	}

	/**
	 * The permits come from Redis from now on.
	 */
	void join() {
		this.anew = false;
		this.minuteUncertain = true;
	}

	/**
	 * This instance has counted the calls of the last minute as Redis does.
	 */
	void minuteRecounted() {
		this.minuteUncertain = false;
	}

}
