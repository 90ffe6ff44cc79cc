package io.feishuinterviews.feishu.resilience;

import java.time.Duration;

import io.feishuinterviews.feishu.budget.RateLimitTimeoutException;
import io.feishuinterviews.feishu.response.LastResponse;
import io.feishuinterviews.interview.RefreshRefusedException;
import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.interview.UpstreamException.Kind;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;

/**
 * Maps the exceptions of Resilience4j and of the upstream budget to
 * {@link UpstreamException}s.
 */
final class RefusalMapper {

	private static final Duration MIN_RETRY_AFTER = Duration.ofSeconds(1);

	private final CircuitBreakerRetryAfter breaker;

	private final CircuitBreakerRetryAfter quotaBreaker;

	RefusalMapper(CircuitBreakerRetryAfter breaker, CircuitBreakerRetryAfter quotaBreaker) {
		this.breaker = breaker;
		this.quotaBreaker = quotaBreaker;
	}

	/**
	 * Map an exception.
	 * @param ex the exception
	 * @return the failure for callers; any other exception as it is
	 */
	Throwable map(Throwable ex) {
		if (ex instanceof UpstreamException upstream && upstream.kind() == Kind.FEISHU_QUOTA
				&& upstream.retryAfter() == null) {
			return upstream.withRetryAfter(atLeastOneSecond(this.quotaBreaker.remaining()));
		}
		if (ex instanceof CallNotPermittedException refused) {
			return refused.getCausingCircuitBreakerName().equals(this.quotaBreaker.breaker().getName())
					? new UpstreamException(Kind.FEISHU_QUOTA, "The tenant's monthly quota of Feishu calls is used up.",
							false, UpstreamError.NONE, atLeastOneSecond(this.quotaBreaker.remaining()))
					: unavailable("Feishu is failing. The circuit breaker is open.", this.breaker.remaining());
		}
		if (ex instanceof RateLimitTimeoutException late) {
			return late.background() ? new RefreshRefusedException()
					: unavailable(
							late.clientShareUsedUp() ? "The client's share of the calls to Feishu is used up for now."
									: "Too many requests wait for a permit to call Feishu.",
							late.waitTime());
		}
		if (ex instanceof BulkheadFullException) {
			return unavailable("Too many concurrent requests wait for Feishu.", MIN_RETRY_AFTER);
		}
		return ex;
	}

	/**
	 * Return the failure for a call that took too long.
	 * @param response what has arrived of a response
	 * @return the failure
	 */
	static UpstreamException timeout(LastResponse response) {
		return new UpstreamException(Kind.FEISHU_TIMEOUT, "Feishu did not respond in time.", true, response.error(),
				null);
	}

	private static UpstreamException unavailable(String message, Duration retryAfter) {
		return new UpstreamException(Kind.FEISHU_UNAVAILABLE, message, true, UpstreamError.NONE,
				atLeastOneSecond(retryAfter));
	}

	private static Duration atLeastOneSecond(Duration time) {
		return (time.compareTo(MIN_RETRY_AFTER) > 0) ? time : MIN_RETRY_AFTER;
	}

}
