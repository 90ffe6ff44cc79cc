package io.feishuinterviews.feishu.resilience;

import java.time.Duration;

import io.feishuinterviews.feishu.budget.RateLimitTimeoutException;
import io.feishuinterviews.feishu.response.LastResponse;
import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.RefreshRefusedException;
import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.interview.UpstreamException.Kind;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import org.jspecify.annotations.Nullable;

/**
 * Maps the exceptions of Resilience4j and of the upstream budget to
 * {@link UpstreamException}s.
 */
final class RefusalMapper {

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
			return upstream.withRetryAfter(this.quotaBreaker.remaining());
		}
		if (ex instanceof CallNotPermittedException refused) {
			return refused.getCausingCircuitBreakerName().equals(this.quotaBreaker.breaker().getName())
					? new UpstreamException(Kind.FEISHU_QUOTA, FailureText.of("feishu-quota-used-up"), true,
							UpstreamError.NONE, this.quotaBreaker.remaining())
					: unavailable(FailureText.of("feishu-circuit-open"), this.breaker.remaining());
		}
		if (ex instanceof RateLimitTimeoutException late) {
			return late.background() ? new RefreshRefusedException()
					: unavailable(FailureText.of(late.clientShareUsedUp() ? "feishu-client-share" : "feishu-permits"),
							late.waitTime());
		}
		if (ex instanceof BulkheadFullException) {
			return unavailable(FailureText.of("feishu-concurrent-requests"), null);
		}
		return ex;
	}

	/**
	 * Return the failure for a call that took too long.
	 * @param response what has arrived of a response
	 * @return the failure
	 */
	static UpstreamException timeout(LastResponse response) {
		return new UpstreamException(Kind.FEISHU_TIMEOUT, FailureText.of("feishu-timeout"), true, response.error(),
				null);
	}

	private static UpstreamException unavailable(FailureText text, @Nullable Duration retryAfter) {
		return new UpstreamException(Kind.FEISHU_UNAVAILABLE, text, true, UpstreamError.NONE, retryAfter);
	}

}
