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
	 * Compare a response with those before.
	 * @param state the response
	 * @param requestedAt the time of the request
	 * @return what it means
	 */
	Response compare(BudgetState state, long requestedAt) {
		if (this.total == null) {
			return Response.NEXT;
		}
		if (state.since() != this.since) {
			return Response.DATA_LOST;
		}
		if (state.total().all() >= this.total.all()) {
			return Response.NEXT;
		}
		return (requestedAt - this.requestedAt > 0) ? Response.DATA_PARTLY_LOST : Response.OVERTAKEN;
	}

	/**
	 * Apply a response of Redis.
	 * @param response what it means
	 * @param state the response
	 * @param requestedAt the time of the request
	 * @return the calls of other instances that are new to this one; all calls if Redis
	 * has lost some
	 */
	UsedPermits update(Response response, BudgetState state, long requestedAt) {
		if (response == Response.OVERTAKEN) {
			return UsedPermits.NONE;
		}
		Calls before = this.total;
		this.anew |= response == Response.DATA_LOST;
		this.requestedAt = requestedAt;
		this.since = state.since();
		this.total = state.total();
		if (before == null || response != Response.NEXT) {
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

	/**
	 * What a response means.
	 */
	enum Response {

		/**
		 * It is the latest.
		 */
		NEXT,

		/**
		 * The response to a later request has come before.
		 */
		OVERTAKEN,

		/**
		 * Redis has lost some of the calls that it knew, as a replica may when it takes
		 * over.
		 */
		DATA_PARTLY_LOST,

		/**
		 * Redis has lost all calls that it knew.
		 */
		DATA_LOST

	}

}
