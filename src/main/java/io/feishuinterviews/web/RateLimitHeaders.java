package io.feishuinterviews.web;

import java.time.Duration;

import io.feishuinterviews.security.RateLimit;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The headers of the IETF's draft-ietf-httpapi-ratelimit-headers, and
 * {@code Retry-After}.
 */
public final class RateLimitHeaders {

	private RateLimitHeaders() {
	}

	/**
	 * Return the headers for a rate limit.
	 * @param limit the limit and what remains of it
	 * @return {@code RateLimit-Policy} and {@code RateLimit}
	 */
	public static HttpHeaders of(RateLimit limit) {
		HttpHeaders headers = new HttpHeaders();
		headers.set("RateLimit-Policy", "\"client\";q=%d;w=1".formatted(limit.requestsPerSecond()));
		headers.set("RateLimit", "\"client\";r=%d;t=%d".formatted(limit.remaining(), seconds(limit.reset())));
		return headers;
	}

	/**
	 * Return the value of {@code Retry-After}.
	 * @param wait the time to wait, {@code null} if it is not known
	 * @return whole seconds, at least 1
	 */
	public static String retryAfter(@Nullable Duration wait) {
		return String.valueOf(seconds((wait != null) ? wait : Duration.ZERO));
	}

	private static long seconds(Duration time) {
		return Math.max(1, time.plusMillis(999).toSeconds());
	}

}
