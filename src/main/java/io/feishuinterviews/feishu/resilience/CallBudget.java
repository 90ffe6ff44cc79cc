package io.feishuinterviews.feishu.resilience;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import io.feishuinterviews.feishu.budget.RateLimitTimeoutException;
import io.feishuinterviews.interview.UpstreamException;
import org.jspecify.annotations.Nullable;

/**
 * The calls that one request may make: how many, until when, and how many it has made.
 */
public final class CallBudget {

	private final String voter;

	private final int maxCalls;

	private final Clock clock;

	private final Instant end;

	private volatile int made;

	private volatile @Nullable Supplier<RateLimitTimeoutException> refusal;

	/**
	 * Create the budget of a request that begins now.
	 * @param voter on whose behalf the request votes in the circuit breaker
	 * @param maxCalls the number of calls that the request may make
	 * @param deadline the time after which the request fails
	 * @param clock the source of time
	 */
	CallBudget(String voter, int maxCalls, Duration deadline, Clock clock) {
		this.voter = voter;
		this.maxCalls = maxCalls;
		this.clock = clock;
		this.end = clock.instant().plus(deadline);
	}

	String voter() {
		return this.voter;
	}

	/**
	 * Record that a call waits for a permit.
	 * @param refusal creates the exception for a call that waits too long
	 */
	void recordQueued(Supplier<RateLimitTimeoutException> refusal) {
		this.refusal = refusal;
	}

	/**
	 * Record that a call is made. A request makes its calls one after the other.
	 */
	@SuppressWarnings("NonAtomicVolatileUpdate")
	void recordCall() {
		this.made++;
	}

	boolean hasCalled() {
		return this.made > 0;
	}

	/**
	 * Return whether the request may make another call.
	 * @return whether calls are left
	 */
	public boolean hasRemaining() {
		return this.made < this.maxCalls;
	}

	/**
	 * Decide whether a failed attempt is retried.
	 * @param failure the failure of the attempt
	 * @return the failure, {@linkplain UpstreamException#withoutRetry() without a retry}
	 * if no call is left, or if the next one would come after the deadline
	 */
	UpstreamException limitRetry(UpstreamException failure) {
		Duration wait = failure.retryAfter();
		boolean late = wait != null && this.clock.instant().plus(wait).isAfter(this.end);
		return (late || !hasRemaining()) ? failure.withoutRetry() : failure;
	}

	/**
	 * Return the failure of a request that reached its deadline.
	 * @param timeout the failure if Feishu was called
	 * @return that failure, or the queue's if no call has left it
	 */
	Throwable timedOut(Throwable timeout) {
		Supplier<RateLimitTimeoutException> refusal = this.refusal;
		return (refusal != null && this.made == 0) ? refusal.get() : timeout;
	}

}
