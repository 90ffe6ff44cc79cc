package io.feishuinterviews.cache;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The request directives of RFC 9111.
 *
 * @param noCache whether a new response of Feishu is required
 * @param maxAge the greatest age wanted
 * @param minFresh how long the answer is to stay fresh
 * @param maxStale how much past its freshness it may be
 * @param onlyIfCached whether Feishu is not to be asked
 * @param noStore whether the answer is not to be stored
 */
public record RequestDirectives(boolean noCache, @Nullable Duration maxAge, @Nullable Duration minFresh,
		@Nullable Duration maxStale, boolean onlyIfCached, boolean noStore) {

	/**
	 * No directives.
	 */
	public static final RequestDirectives NONE = new RequestDirectives(false, null, null, null, false, false);

	/**
	 * Return whether the request requires revalidation.
	 * @return whether it says so
	 */
	boolean requiresRevalidation() {
		return this.noCache || this.maxAge != null || this.minFresh != null;
	}

}
