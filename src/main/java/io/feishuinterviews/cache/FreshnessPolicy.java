package io.feishuinterviews.cache;

import java.time.Duration;

import io.feishuinterviews.interview.UpstreamException;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a stored response may be served. Both stale times start when the
 * freshness lifetime ends, as in RFC 5861.
 *
 * @param freshFor how long a response is fresh
 * @param staleWhileRevalidate how much longer it may be served while a new one is fetched
 * @param staleIfError how much longer than fresh it may be served if Feishu fails
 * @param staleIfDenied how much longer than fresh it may be served if Feishu denies
 * access, at most as long as if Feishu fails
 */
record FreshnessPolicy(Duration freshFor, Duration staleWhileRevalidate, Duration staleIfError,
		Duration staleIfDenied) {

	private static final Duration NEVER = Duration.ofNanos(-1);

	/**
	 * A policy for entries that must not be served.
	 */
	static final FreshnessPolicy VOID = new FreshnessPolicy(NEVER, Duration.ZERO, Duration.ZERO, Duration.ZERO);

	/**
	 * Return the policy for a response that is no longer fresh, whatever its age is. It
	 * may still be served if Feishu fails.
	 * @return a policy with the same retention
	 */
	FreshnessPolicy expired() {
		return new FreshnessPolicy(NEVER, Duration.ZERO, retention().minus(NEVER),
				this.freshFor.plus(this.staleIfDenied).minus(NEVER));
	}

	/**
	 * Decide what to do with a response.
	 * @param age how long ago it was fetched
	 * @param directives the request directives
	 * @param accessDenied whether Feishu has denied access when it was last called
	 * @return the decision; with {@link RequestDirectives#onlyIfCached()} one that would
	 * wait means that there is nothing to serve
	 */
	Decision decide(Duration age, RequestDirectives directives, boolean accessDenied) {
		if (directives.noCache() || isLonger(age, accessDenied ? retentionIfDenied() : retention())) {
			return Decision.REVALIDATE;
		}
		Duration freshness = shorter(this.freshFor, directives.maxAge());
		if (!isLonger(age.plus(orZero(directives.minFresh())), freshness)) {
			return Decision.SERVE;
		}
		boolean particular = directives.requiresRevalidation() || directives.maxStale() != null;
		boolean acceptable = directives.maxStale() != null && !isLonger(age, freshness.plus(directives.maxStale()));
		if (acceptable || (!particular && !isLonger(age, this.freshFor.plus(this.staleWhileRevalidate)))) {
			return (directives.onlyIfCached() || !isLonger(age, this.freshFor)) ? Decision.SERVE
					: Decision.SERVE_STALE_WHILE_REVALIDATE;
		}
		if (directives.onlyIfCached()) {
			return particular ? Decision.REVALIDATE : Decision.SERVE;
		}
		return Decision.REVALIDATE_OR_STALE;
	}

	/**
	 * Decide whether a response that {@link Decision#REVALIDATE_OR_STALE} allows may be
	 * served instead of a failure.
	 * @param age how long ago it was fetched
	 * @param failure why Feishu's current response is not available
	 * @return whether it may be served
	 */
	boolean allowsStale(Duration age, UpstreamException.Kind failure) {
		return failure.allowsStale() && !isLonger(age, retention())
				&& (failure != UpstreamException.Kind.FEISHU_ACCESS || !isLonger(age, retentionIfDenied()));
	}

	private Duration retentionIfDenied() {
		return shorter(this.freshFor.plus(this.staleIfDenied), retention());
	}

	/**
	 * Return the age after which a stored response is never served.
	 * @return how long to keep it
	 */
	Duration retention() {
		Duration stale = isLonger(this.staleIfError, this.staleWhileRevalidate) ? this.staleIfError
				: this.staleWhileRevalidate;
		return this.freshFor.plus(stale);
	}

	private static boolean isLonger(Duration one, Duration other) {
		return one.compareTo(other) > 0;
	}

	private static Duration shorter(Duration one, @Nullable Duration other) {
		return (other != null && isLonger(one, other)) ? other : one;
	}

	private static Duration orZero(@Nullable Duration time) {
		return (time != null) ? time : Duration.ZERO;
	}

	/**
	 * What to do.
	 */
	enum Decision {

		/**
		 * Serve the stored response.
		 */
		SERVE,

		/**
		 * Serve the stale response and revalidate it in the background.
		 */
		SERVE_STALE_WHILE_REVALIDATE,

		/**
		 * Revalidate, and fail if that fails.
		 */
		REVALIDATE,

		/**
		 * Revalidate, and serve the stored response if that fails.
		 */
		REVALIDATE_OR_STALE

	}

}
