package io.feishuinterviews.feishu.budget.permit;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import io.github.resilience4j.ratelimiter.RateLimiterConfig;

/**
 * Source of permits for calls to Feishu, each for one call and within every limit at
 * once. Sources may be local or shared by several instances. Thread-safe.
 */
public interface PermitSource {

	/**
	 * Try to take a permit.
	 * @param priority the priority of the call
	 * @return a {@link Permit}, or the {@link Wait} until another attempt makes sense
	 */
	CompletionStage<AcquireResult> tryAcquire(Priority priority);

	/**
	 * Estimate the time until a permit is available, from what this instance knows.
	 * @param priority the priority of the call
	 * @param ahead the number of permits that others take before
	 * @return the time, zero if there is a permit now
	 */
	Wait estimateWait(Priority priority, int ahead);

	/**
	 * Return the limit on calls in a minute, of which this source gives out its share.
	 * @return the limit
	 */
	RateLimiterConfig minute();

	/**
	 * Return how much of the limits this source gives out.
	 * @return the share, 1 for all
	 */
	default double share() {
		return 1;
	}

	/**
	 * End the source: no more permits are taken.
	 */
	default void close() {
	}

	/**
	 * The priority of a call: how much of each limit is available to it.
	 */
	enum Priority {

		/**
		 * A client that has taken few permits: everything.
		 */
		CLIENT,

		/**
		 * A client that has taken many permits: all but the last tenth of the minute.
		 */
		BUSY_CLIENT,

		/**
		 * A background refresh: half of each limit, and not the last tenth of the minute.
		 */
		BACKGROUND

	}

	/**
	 * The result of an attempt to take a permit.
	 */
	sealed interface AcquireResult permits Permit, Wait {

	}

	/**
	 * The right to make one call now. Exactly one of its methods is called, once.
	 */
	non-sealed interface Permit extends AcquireResult {

		/**
		 * The call has reached Feishu, so the permit is available again one period from
		 * now.
		 */
		void scheduleRelease();

		/**
		 * The call was not made, so the permit is available again at once.
		 */
		void cancel();

		/**
		 * Return whether too much time has passed to make the call with this permit.
		 * @return whether it must be given back
		 */
		default boolean isExpired() {
			return false;
		}

		/**
		 * Return whether the permit comes from a source that several instances share.
		 * @return whether it does
		 */
		default boolean isShared() {
			return false;
		}

	}

	/**
	 * The time until a permit may be available.
	 *
	 * @param time the time
	 * @param limit the name of the limit that causes it
	 */
	record Wait(Duration time, String limit) implements AcquireResult {

		Wait orLonger(Wait other) {
			return (other.time.compareTo(this.time) > 0) ? other : this;
		}

		/**
		 * Return this, shortened if it is too long.
		 * @param longest the longest time
		 * @return a wait of the same limit
		 */
		public Wait atMost(Duration longest) {
			return (this.time.compareTo(longest) > 0) ? new Wait(longest, this.limit) : this;
		}

	}

}
