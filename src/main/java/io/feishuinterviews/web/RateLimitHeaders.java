package io.feishuinterviews.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.feishuinterviews.security.RateLimit;

/**
 * The headers of the IETF's draft-ietf-httpapi-ratelimit-headers.
 */
public final class RateLimitHeaders {

	private RateLimitHeaders() {
	}

	public static Map<String, String> of(RateLimit limit) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("RateLimit-Policy", "\"client\";q=%d;w=1".formatted(limit.requestsPerSecond()));
		headers.put("RateLimit", "\"client\";r=%d;t=%d".formatted(limit.remaining(), seconds(limit.reset())));
		return headers;
	}

	/**
	 * Return the whole seconds after which a time has passed.
	 * @param time the time
	 * @return the seconds, 1 at least
	 */
	public static long seconds(Duration time) {
		return Math.max(1, time.plusMillis(999).toSeconds());
	}

}
