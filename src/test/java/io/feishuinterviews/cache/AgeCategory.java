package io.feishuinterviews.cache;

import java.time.Duration;

import io.feishuinterviews.cache.FreshnessPolicy.Decision;
import io.feishuinterviews.interview.UpstreamException.Kind;

/**
 * What the cache's policy says of an age, for tests in other packages.
 */
public enum AgeCategory {

	/**
	 * Served, and that is all.
	 */
	FRESH,

	/**
	 * Served while a new answer is fetched in the background.
	 */
	STALE_WHILE_REVALIDATE,

	/**
	 * Served if no new answer is available.
	 */
	STALE_IF_ERROR,

	/**
	 * Not served.
	 */
	EXPIRED;

	/**
	 * Return what happens to an answer if a request has no directives.
	 * @param properties the settings
	 * @param age the age of the answer
	 * @return how it is served
	 */
	public static AgeCategory of(CacheProperties properties, Duration age) {
		FreshnessPolicy policy = properties.freshness();
		Decision decision = policy.decide(age, RequestDirectives.NONE, false);
		return switch (decision) {
			case SERVE -> FRESH;
			case SERVE_STALE_WHILE_REVALIDATE -> STALE_WHILE_REVALIDATE;
			case REVALIDATE_OR_STALE -> policy.allowsStale(age, Kind.FEISHU_UNAVAILABLE) ? STALE_IF_ERROR : EXPIRED;
			case REVALIDATE -> EXPIRED;
		};
	}

}
