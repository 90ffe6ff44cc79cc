package io.feishuinterviews.security.limit;

import java.time.Duration;

/**
 * A caller exceeded its rate limit.
 */
public final class TooManyRequestsException extends RuntimeException {

	private final int requestsPerSecond;

	private final Duration retryAfter;

	TooManyRequestsException(int requestsPerSecond, Duration retryAfter) {
		super("The rate limit is %d requests a second.".formatted(requestsPerSecond), null, false, false);
		this.requestsPerSecond = requestsPerSecond;
		this.retryAfter = retryAfter;
	}

	/**
	 * Return how often the caller may ask.
	 * @return requests in a second
	 */
	public int requestsPerSecond() {
		return this.requestsPerSecond;
	}

	/**
	 * Return how long to wait.
	 * @return the time until the next request may be made
	 */
	public Duration retryAfter() {
		return this.retryAfter;
	}

}
