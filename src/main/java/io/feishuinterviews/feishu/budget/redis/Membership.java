package io.feishuinterviews.feishu.budget.redis;

import java.time.Duration;

import io.feishuinterviews.feishu.budget.UpstreamLimits;
import io.feishuinterviews.feishu.budget.permit.UsedPermits;
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

	private UsedPermits reserved = UsedPermits.NONE;

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

	/**
	 * Return the permits that Redis keeps for instances that do not take them there.
	 */
	UsedPermits reserved() {
		return this.reserved;
	}

	/**
	 * Apply a response of Redis.
	 * @param state the response
	 */
	void update(BudgetState state) {
		if (this.everShared) {
			this.instances = Math.max(1, state.instances());
		}
		this.competing = Math.max(1, state.competing());
		this.reserved = new UsedPermits(state.reservedSecond(), state.reservedMinute(), 0, 0);
	}

	/**
	 * Return the time until the permits may come from Redis.
	 * @param now the time
	 * @return the time, zero if they do, {@code null} if there is no contact
	 */
	@Nullable Duration joinsIn(long now) {
		if (this.shared) {
			return Duration.ZERO;
		}
		return (this.joinableAt != null) ? Duration.ofNanos(Math.max(0, this.joinableAt - now)) : null;
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
