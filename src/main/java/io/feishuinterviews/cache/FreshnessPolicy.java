package io.feishuinterviews.cache;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Decides whether what is kept will do. The two stale times count from the end of the
 * fresh one, as in RFC 5861.
 *
 * @param freshFor how long an answer is fresh
 * @param staleWhileRevalidate how much longer it may be served while a new one is fetched
 * @param staleIfError how much longer than fresh it may be served when none can be had
 */
public record FreshnessPolicy(Duration freshFor, Duration staleWhileRevalidate, Duration staleIfError) {

	/**
	 * Decide what to do with an answer.
	 * @param age how long ago it was fetched
	 * @param directives what the request says
	 * @return the decision; with {@link RequestDirectives#onlyIfCached()} one that would
	 * wait means that there is nothing to serve
	 */
	Decision decide(Duration age, RequestDirectives directives) {
		if (directives.noCache() || isLonger(age, retention())) {
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
	 * Return the age at which an answer is of no more use.
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
		 * It will do.
		 */
		SERVE,

		/**
		 * It will do this time; meanwhile ask Feishu.
		 */
		SERVE_STALE_WHILE_REVALIDATE,

		/**
		 * Only Feishu's answer will do.
		 */
		REVALIDATE,

		/**
		 * Feishu's answer is wanted; if it cannot be had, this one will do.
		 */
		REVALIDATE_OR_STALE

	}

}
