package io.feishuinterviews.cache;

import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The request directives of RFC 9111.
 *
 * @param noCache whether a new response of Feishu is required
 * @param maxAge the maximum age
 * @param minFresh how long the response must stay fresh
 * @param maxStale by how much the response may be stale
 * @param onlyIfCached whether Feishu must not be called
 * @param noStore whether the response must not be stored
 */
public record RequestDirectives(boolean noCache, @Nullable Duration maxAge, @Nullable Duration minFresh,
		@Nullable Duration maxStale, boolean onlyIfCached, boolean noStore) {

	/**
	 * No directives.
	 */
	public static final RequestDirectives NONE = new RequestDirectives(false, null, null, null, false, false);

	/**
	 * What HTTP clients add to a conditional request by themselves: {@code no-cache} by
	 * Node.js, {@code max-age=0} by browsers.
	 */
	private static final Set<RequestDirectives> ADDED_BY_CLIENTS = Set.of(
			new RequestDirectives(true, null, null, null, false, false),
			new RequestDirectives(false, Duration.ZERO, null, null, false, false),
			new RequestDirectives(true, Duration.ZERO, null, null, false, false));

	/**
	 * Return the directives that apply to a conditional request. A bare {@code no-cache}
	 * or {@code max-age=0} does not require a call to Feishu there: the client checks
	 * whether its representation is still the one that this service would return.
	 * @return these directives, or {@link #NONE}
	 */
	public RequestDirectives forConditionalRequest() {
		return ADDED_BY_CLIENTS.contains(this) ? NONE : this;
	}

	/**
	 * Return whether the request requires revalidation.
	 * @return whether it does
	 */
	boolean requiresRevalidation() {
		return this.noCache || this.maxAge != null || this.minFresh != null;
	}

}
