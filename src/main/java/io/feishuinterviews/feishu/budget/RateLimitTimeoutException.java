package io.feishuinterviews.feishu.budget;

import java.time.Duration;

/**
 * A call is refused because no permit would come in time.
 */
public final class RateLimitTimeoutException extends RuntimeException {

	private final Duration wait;

	private final boolean background;

	RateLimitTimeoutException(Duration wait, boolean background) {
		super("no permit for " + wait, null, false, false);
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

	public Duration waitTime() {
		return this.wait;
	}

}
