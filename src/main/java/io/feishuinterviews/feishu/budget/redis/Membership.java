package io.feishuinterviews.feishu.budget.redis;

import java.time.Duration;

import io.feishuinterviews.feishu.budget.UpstreamLimits;
import io.feishuinterviews.feishu.budget.permit.UsedPermits;
import io.feishuinterviews.feishu.budget.redis.BudgetState.Calls;
import org.jspecify.annotations.Nullable;

/**
 * Whether this instance takes its permits from Redis or, alone, from its share of the
 * limits; and how many instances there are. Times are in nanoseconds, as those of
 * {@link System#nanoTime()}. Not thread-safe.
 */
final class Membership {

	/**
	 * An instance that starts does not know how many there are: others may start, too, or
	 * run without Redis. It assumes more than usual.
	 */
	static final int UNKNOWN_INSTANCES = 10;

	/**
	 * How long after a contact the permits may come from Redis: until then, calls that
	 * Redis has forgotten may count.
	 */
	private final long joinDelay;

	/**
	 * How long instances are remembered.
	 */
	private final long retention;

	private boolean shared;

	/**
	 * Whether the permits have ever come from Redis.
	 */
	private boolean everShared;

	private int instances;

	private int competing = 1;

	/**
	 * Whether Redis has begun to count since the permits last came from it.
	 */
	private boolean countedAnew = true;

	private UsedPermits reserved = UsedPermits.NONE;

	private long lastContact;

	/**
	 * When Redis began to count, and the calls since then, as the latest response says;
	 * {@code null} without a response.
	 */
	private long countedSince;

	private @Nullable Calls total;

	/**
	 * When permits may come from Redis, {@code null} while there is no contact.
	 */
	private @Nullable Long joinableAt;

	/**
	 * Until when the instances are expected that there were when Redis was lost: each of
	 * them may come back later than this one.
	 */
	private long expectedUntil;

	/**
	 * Create the membership of an instance that has not met Redis.
	 * @param limits the limits for calls that count from their permits
	 * @param instances the number of instances that is assumed
	 */
	Membership(UpstreamLimits limits, int instances) {
		this.instances = instances;
		this.joinDelay = limits.second().getLimitRefreshPeriod().toNanos();
		this.retention = limits.minute().getLimitRefreshPeriod().toNanos();
	}

	boolean isShared() {
		return this.shared;
	}

	int instances() {
		return this.instances;
	}

	/**
	 * Return how many instances compete for the next permits.
	 */
	int competing() {
		return this.shared ? this.competing : this.instances;
	}

	int expected(long now) {
		return (this.everShared && (!this.shared || now - this.expectedUntil < 0)) ? this.instances : 0;
	}

	long sinceLastContact(long now) {
		return now - this.lastContact;
	}

	/**
	 * Return the permits that Redis keeps for instances that do not take them there.
	 */
	UsedPermits reserved() {
		return this.reserved;
	}

	/**
	 * Return whether Redis has lost all calls that it knew.
	 * @param state the response
	 */
	boolean isDataLost(BudgetState state) {
		return this.total != null && state.since() != this.countedSince;
	}

	/**
	 * Return whether other instances report calls again that this one knows.
	 */
	boolean isCountedAnew() {
		return this.countedAnew;
	}

	/**
	 * Return whether Redis has lost some of the calls that it knew, as a replica may when
	 * it takes over.
	 * @param state the response
	 * @param requestedAt the time of the request
	 */
	boolean isPartlyLost(BudgetState state, long requestedAt) {
		return !isLatest(state) && requestedAt - this.lastContact > 0;
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
	 * @return the calls of other instances that are new to this one
	 */
	UsedPermits update(BudgetState state, long requestedAt) {
		Calls before = this.total;
		boolean anew = before == null || isDataLost(state) || state.isUnknown() || isPartlyLost(state, requestedAt);
		if (!anew && !isLatest(state)) {
			return UsedPermits.NONE;
		}
		this.countedAnew |= isDataLost(state);
		if (this.everShared) {
			this.instances = Math.max(1, state.instances());
		}
		this.competing = Math.max(1, state.competing());
		this.reserved = new UsedPermits(state.reservedSecond(), state.reservedMinute(), 0, 0);
		this.lastContact = requestedAt;
		this.countedSince = state.since();
		this.total = state.total();
		if (before == null || anew) {
			return state.used();
		}
		Calls others = state.total().minus(before).minus(state.added());
		// an instance may have reported old calls again
		return state.used().atMost((int) others.all(), (int) others.background());
	}

	/**
	 * Return the time until the permits may come from Redis.
	 * @param now the time
	 * @return the time, {@code null} if they do, or if there is no contact
	 */
	@Nullable Duration joinsIn(long now) {
		return (this.shared || this.joinableAt == null) ? null : Duration.ofNanos(Math.max(0, this.joinableAt - now));
	}

	/**
	 * Redis knows that this instance takes its permits alone.
	 * @param unknown whether it did not know the instance before
	 * @param requestedAt when it was reported
	 * @param now the time
	 * @return whether the permits come from Redis from now on
	 */
	boolean join(boolean unknown, long requestedAt, long now) {
		if (this.joinableAt == null || unknown) {
			this.joinableAt = requestedAt + this.joinDelay;
		}
		this.shared = now - this.joinableAt >= 0;
		if (this.shared) {
			this.expectedUntil = this.everShared ? now + this.retention : now;
			this.everShared = true;
			this.countedAnew = false;
		}
		return this.shared;
	}

	/**
	 * Redis does not respond, or has forgotten something.
	 * @return whether the permits came from Redis until now
	 */
	boolean fallBack() {
		this.joinableAt = null;
		if (!this.shared) {
			return false;
		}
		this.shared = false;
		return true;
	}

}
