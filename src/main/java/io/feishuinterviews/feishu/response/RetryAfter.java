package io.feishuinterviews.feishu.response;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The time after which a limited call may be made again: Feishu's
 * {@code x-ogw-ratelimit-reset} in seconds, or else {@code Retry-After} in seconds or as
 * an HTTP date (RFC 9110 section 10.2.3).
 */
final class RetryAfter {

	private static final String RATE_LIMIT_RESET = "x-ogw-ratelimit-reset";

	private static final Duration MAX = Duration.ofHours(1);

	private RetryAfter() {
	}

	/**
	 * Return how long to wait.
	 * @param headers the headers of a response
	 * @param clock the source of time for a date
	 * @return the time to wait, one hour at most; {@code null} if the headers hold none
	 */
	static @Nullable Duration in(HttpHeaders headers, Clock clock) {
		Duration wait = seconds(headers.getFirst(RATE_LIMIT_RESET));
		if (wait == null) {
			wait = seconds(headers.getFirst(HttpHeaders.RETRY_AFTER));
		}
		if (wait == null) {
			wait = untilDate(headers, clock);
		}
		return (wait != null && wait.compareTo(MAX) > 0) ? MAX : wait;
	}

	private static @Nullable Duration seconds(@Nullable String header) {
		String seconds = (header != null) ? header.strip() : "";
		return seconds.matches("[0-9]{1,9}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
	}

	private static @Nullable Duration untilDate(HttpHeaders headers, Clock clock) {
		try {
			ZonedDateTime date = headers.getFirstZonedDateTime(HttpHeaders.RETRY_AFTER);
			Duration wait = (date != null) ? Duration.between(clock.instant(), date.toInstant()) : Duration.ZERO;
			return (wait.isNegative() || wait.isZero()) ? null : wait;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
