package io.feishuinterviews.feishu.budget;

import io.github.resilience4j.ratelimiter.RateLimiterConfig;

/**
 * Feishu's limits, for all instances together.
 *
 * @param second the limit on calls in a second
 * @param minute the limit on calls in a minute
 */
public record UpstreamLimits(RateLimiterConfig second, RateLimiterConfig minute) {

	/**
	 * Return a part of these limits, of at least one call.
	 * @param parts the number of parts
	 * @return the limits of one part
	 */
	public UpstreamLimits dividedBy(int parts) {
		return new UpstreamLimits(divided(this.second, parts), divided(this.minute, parts));
	}

	private static RateLimiterConfig divided(RateLimiterConfig limit, int parts) {
		return RateLimiterConfig.from(limit).limitForPeriod(Math.max(1, limit.getLimitForPeriod() / parts)).build();
	}

}
