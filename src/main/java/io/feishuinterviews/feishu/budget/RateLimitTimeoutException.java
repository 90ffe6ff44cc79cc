package io.feishuinterviews.feishu.budget;

import java.time.Duration;

import io.feishuinterviews.feishu.budget.permit.PermitSource.Wait;

/**
 * A call is refused because no permit would come in time.
 */
public final class RateLimitTimeoutException extends RuntimeException {

	private final Wait wait;

	private final boolean background;

	RateLimitTimeoutException(Wait wait, boolean background) {
		super("no permit for " + wait.time(), null, false, false);
		this.wait = wait;
		this.background = background;
	}

	/**
	 * Return whether no client waits for the call.
	 * @return whether it is a background refresh
	 */
	public boolean background() {
		return this.background;
	}

	/**
	 * Return whether the client's own share is used up, and not the budget.
	 * @return whether other clients may have permits
	 */
	public boolean clientShareUsedUp() {
		return this.wait.limit().equals(BudgetMetrics.CLIENT_SHARE);
	}

	public Duration waitTime() {
		return this.wait.time();
	}

}
