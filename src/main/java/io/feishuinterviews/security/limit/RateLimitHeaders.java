package io.feishuinterviews.security.limit;

import java.time.Duration;

import jakarta.servlet.http.HttpServletResponse;

/**
 * The headers of the IETF's draft-ietf-httpapi-ratelimit-headers.
 */
public final class RateLimitHeaders {

	/**
	 * The header with the limit.
	 */
	public static final String POLICY = "RateLimit-Policy";

	/**
	 * The header with what remains of the limit.
	 */
	public static final String LIMIT = "RateLimit";

	private RateLimitHeaders() {
	}

	/**
	 * Set the headers of a response. Every response to a client has them, so no text is
	 * formatted.
	 * @param limit the limit and what remains of it
	 * @param response the response
	 */
	public static void set(RateLimit limit, HttpServletResponse response) {
		response.setHeader(POLICY, "\"client\";q=" + limit.requestsPerSecond() + ";w=1");
		response.setHeader(LIMIT, "\"client\";r=" + limit.remaining() + ";t=" + seconds(limit.reset()));
	}

	private static long seconds(Duration time) {
		return time.plusMillis(999).toSeconds();
	}

}
