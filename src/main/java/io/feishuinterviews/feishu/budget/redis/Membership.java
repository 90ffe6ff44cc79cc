package io.feishuinterviews.feishu.budget.redis;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Whether this instance takes its permits from Redis or, alone, from its share of the
 * limits; and how many instances there are. Times are in nanoseconds, as those of
 * {@link System#nanoTime()}. Not thread-safe.
 */
final class Membership {

	/**
	 * An instance that starts without Redis cannot know how many there are. It assumes
	 * more than usual.
	 */
	private static final int UNKNOWN_INSTANCES = 10;

	private final long settling;

	private final long memory;

	private boolean shared;

	private int instances = UNKNOWN_INSTANCES;

	private int lacking = 1;

	private long lastContact;

	/**
	 * When permits may come from Redis, {@code null} while there is no contact.
	 */
	private @Nullable Long settled;

	/**
	 * The instances that there were before Redis was lost; each of them may come back
	 * later than this one.
	 */
	private int remembered;

	private long rememberedUntil;

	/**
	 * Create the membership of an instance that has not met Redis.
	 * @param settling how long after a contact the permits may come from Redis: until
	 * then, calls that Redis has forgotten may count
	 * @param memory how long instances are remembered
	 */
	Membership(Duration settling, Duration memory) {
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
		return (!this.shared || now - this.rememberedUntil < 0) ? this.remembered : 0;
	}

	long sinceLastContact(long now) {
		return now - this.lastContact;
	}

	void heard(Standing standing, long asked) {
		this.instances = Math.max(1, standing.instances());
		this.lacking = Math.max(1, standing.lacking());
		this.lastContact = asked;
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
			this.rememberedUntil = now + this.memory;
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
		this.remembered = this.instances;
		return true;
	}

}
