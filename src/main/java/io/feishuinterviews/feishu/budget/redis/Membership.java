package io.feishuinterviews.feishu.budget.redis;

import java.time.Duration;

import io.feishuinterviews.feishu.budget.permit.UsedPermits;
import io.feishuinterviews.feishu.budget.redis.Standing.Calls;
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

	private final long settling;

	private final long memory;

	private boolean shared;

	/**
	 * Whether the permits have ever come from Redis.
	 */
	private boolean everShared;

	private int instances;

	private int lacking = 1;

	private long lastContact;

	/**
	 * The calls so far, as Redis has counted them, {@code null} if Redis has not been
	 * heard, or has forgotten them.
	 */
	private @Nullable Calls total;

	/**
	 * When permits may come from Redis, {@code null} while there is no contact.
	 */
	private @Nullable Long settled;

	/**
	 * Until when the instances are expected that there were when Redis was lost: each of
	 * them may come back later than this one.
	 */
	private long expectedUntil;

	/**
	 * Create the membership of an instance that has not met Redis.
	 * @param settling how long after a contact the permits may come from Redis: until
	 * then, calls that Redis has forgotten may count
	 * @param memory how long instances are remembered
	 * @param instances the number of instances that is assumed
	 */
	Membership(Duration settling, Duration memory, int instances) {
		this.instances = instances;
		this.settling = settling.toNanos();
		this.memory = memory.toNanos();
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
		return this.shared ? this.lacking : this.instances;
	}

	int expected(long now) {
		return (this.everShared && (!this.shared || now - this.expectedUntil < 0)) ? this.instances : 0;
	}

	long sinceLastContact(long now) {
		return now - this.lastContact;
	}

	/**
	 * Note what Redis says.
	 * @param standing what it says
	 * @param asked when it was asked
	 * @return the calls of other instances that this one has not heard of
	 */
	UsedPermits heard(Standing standing, long asked) {
		Calls before = this.total;
		boolean overtaken = before != null && before.all() > standing.total().all() && !standing.isUnknown();
		if (!overtaken) {
			this.total = standing.total();
		}
		if (this.everShared) {
			this.instances = Math.max(1, standing.instances());
		}
		this.lacking = Math.max(1, standing.lacking());
		this.lastContact = asked;
		if (overtaken) {
			return new UsedPermits(0, 0, 0, 0);
		}
		if (before == null || standing.isUnknown()) {
			return standing.used();
		}
		Calls others = standing.total().minus(before).minus(standing.added());
		int all = (int) others.all();
		int background = (int) others.background();
		return new UsedPermits(all, all, background, background);
	}

	/**
	 * Redis knows that this instance takes its permits alone.
	 * @param unknown whether it did not know the instance before
	 * @param asked when it was told
	 * @param now the time
	 * @return whether the permits come from Redis from now on
	 */
	boolean settle(boolean unknown, long asked, long now) {
		if (this.settled == null || unknown) {
			this.settled = asked + this.settling;
		}
		this.shared = now - this.settled >= 0;
		if (this.shared) {
			this.expectedUntil = this.everShared ? now + this.memory : now;
			this.everShared = true;
		}
		return this.shared;
	}

	/**
	 * Redis does not answer, or has forgotten something.
	 * @return whether the permits came from Redis until now
	 */
	boolean lose() {
		this.settled = null;
		if (!this.shared) {
			return false;
		}
		this.shared = false;
		return true;
	}

}
