package io.feishuinterviews.feishu.resilience;

import java.util.function.Supplier;

import io.feishuinterviews.feishu.budget.RateLimitTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The calls that one request has led to.
 */
public final class CallBudget {

	private final String voter;

	private final int most;

	private volatile int made;

	private volatile @Nullable Supplier<RateLimitTimeoutException> refusal;

	/**
	 * Create the calls of a request.
	 * @param voter on whose behalf the request votes in the circuit breaker
	 * @param most how many calls the request may make
	 */
	CallBudget(String voter, int most) {
		this.voter = voter;
		this.most = most;
	}

	String voter() {
		return this.voter;
	}

	/**
	 * Note that a call waits for its turn.
	 * @param refusal makes the failure if it does so for too long
	 */
	void queued(Supplier<RateLimitTimeoutException> refusal) {
		this.refusal = refusal;
	}

	/**
	 * Note that a call is made. They are made one after the other.
	 */
	@SuppressWarnings("NonAtomicVolatileUpdate")
	void made() {
		this.made++;
	}

	boolean anyMade() {
		return this.made > 0;
	}

	public boolean hasRemaining() {
		return this.made < this.most;
	}

	/**
	 * Return why a request failed whose time is up: the reason is the queue if Feishu has
	 * not been asked.
	 * @param timeout the failure otherwise
	 * @return the failure
	 */
	Throwable timedOut(Throwable timeout) {
		Supplier<RateLimitTimeoutException> refusal = this.refusal;
		return (refusal != null && this.made == 0) ? refusal.get() : timeout;
	}

}
