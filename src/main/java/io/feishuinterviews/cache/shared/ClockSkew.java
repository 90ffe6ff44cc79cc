package io.feishuinterviews.cache.shared;

import java.time.Duration;
import java.time.Instant;

/**
 * How much the clocks of two instances may differ, or one clock may be set back.
 */
public final class ClockSkew {

	private static final Duration MAX = Duration.ofSeconds(5);

	private ClockSkew() {
	}

	/**
	 * Return whether a time is too far in the future. An entry from then would seem fresh
	 * for too long.
	 * @param time the time
	 * @param now the current time
	 * @return whether the time is more than 5 seconds from now
	 */
	public static boolean isExceeded(Instant time, Instant now) {
		return time.isAfter(now.plus(MAX));
	}

}
