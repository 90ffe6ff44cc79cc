package io.feishuinterviews.cache;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What a request says of the freshness it wants: RFC 9111's request directives.
 *
 * @param noCache whether only Feishu's word of now will do
 * @param maxAge the greatest age wanted
 * @param minFresh how long the answer is to stay fresh
 * @param maxStale how much past its freshness it may be
 * @param onlyIfCached whether Feishu is not to be asked
 * @param noStore whether the answer is not to be stored
 */
public record RequestDirectives(boolean noCache, @Nullable Duration maxAge, @Nullable Duration minFresh,
		@Nullable Duration maxStale, boolean onlyIfCached, boolean noStore) {

	/**
	 * No wishes.
	 */
	public static final RequestDirectives NONE = new RequestDirectives(false, null, null, null, false, false);

	/**
	 * Return whether the request wants something fresher than it would get anyway.
	 * @return whether it says so
	 */
	boolean requiresRevalidation() {
		return this.noCache || this.maxAge != null || this.minFresh != null;
	}

}
