package io.feishuinterviews.cache;

import java.time.Duration;

import io.feishuinterviews.cache.FreshnessPolicy.Decision;
import io.feishuinterviews.interview.UpstreamException.Kind;

/**
 * How the cache serves a response of an age, for tests in other packages.
 */
public enum AgeCategory {

	/**
	 * Served, and that is all.
	 */
	FRESH,

	/**
	 * Served while a new response is fetched in the background.
	 */
	STALE_WHILE_REVALIDATE,

	/**
	 * Served if no new response is available.
	 */
	STALE_IF_ERROR,

	/**
	 * Not served.
	 */
	EXPIRED;

	/**
	 * Return how a response is served if a request has no directives.
	 * @param properties the settings
	 * @param age the age of the response
	 * @return the category
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
