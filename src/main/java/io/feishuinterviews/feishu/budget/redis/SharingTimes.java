package io.feishuinterviews.feishu.budget.redis;

import java.time.Duration;

import io.feishuinterviews.feishu.budget.UpstreamLimits;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;

/**
 * The times of a shared budget.
 *
 * @param transit how long after Redis has granted a permit its call reaches Feishu; a
 * later call is reported
 * @param expiry after which time a permit is not used any more
 * @param heartbeat the time between two reports of an instance
 * @param reportTimeout after which time without a report an instance is assumed to have
 * lost Redis, so that its share of the limits is kept for it
 */
record SharingTimes(Duration transit, Duration expiry, Duration heartbeat, Duration reportTimeout) {

	/**
	 * The transit is 100 ms, as of a permit of this instance alone, and some time for
	 * Redis' response.
	 */
	static final SharingTimes DEFAULT = new SharingTimes(Duration.ofMillis(150), Duration.ofMillis(500),
			Duration.ofMillis(200), Duration.ofSeconds(1));

	/**
	 * Return limits for calls that count from their permits.
	 * @param limits Feishu's limits, for calls that count from their arrival
	 * @return the same limits of longer periods
	 */
	UpstreamLimits withTransit(UpstreamLimits limits) {
		return new UpstreamLimits(withTransit(limits.second()), withTransit(limits.minute()));
	}

	private RateLimiterConfig withTransit(RateLimiterConfig limit) {
		return RateLimiterConfig.from(limit)
			.limitRefreshPeriod(limit.getLimitRefreshPeriod().plus(this.transit))
			.build();
	}

}
