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
	 * Return the rate limit.
	 * @return requests per second
	 */
	public int requestsPerSecond() {
		return this.requestsPerSecond;
	}

	/**
	 * Return the time until the next request is accepted.
	 * @return the time
	 */
	public Duration retryAfter() {
		return this.retryAfter;
	}

}
