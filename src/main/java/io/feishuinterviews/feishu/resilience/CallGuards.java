package io.feishuinterviews.feishu.resilience;

import java.time.Clock;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;

/**
 * The guards that all calls to Feishu have in common, whichever tenant they are for.
 *
 * @param deadline the time limit of a request, with its retries
 * @param timeLimiter the time limit of one attempt
 * @param bulkhead limits the requests under way
 * @param retry which failures are retried, and when
 * @param shares how much of the bulkhead each client and tenant may use
 * @param clock the source of time
 */
record CallGuards(TimeLimiter deadline, TimeLimiter timeLimiter, Bulkhead bulkhead, Retry retry, ClientShares shares,
		Clock clock) {

	static CallGuards of(TimeLimiterRegistry timeLimiters, BulkheadRegistry bulkheads, RetryRegistry retries,
			Clock clock) {
		Bulkhead bulkhead = bulkheads.bulkhead("feishu");
		return new CallGuards(timeLimiters.timeLimiter("feishu-deadline"), timeLimiters.timeLimiter("feishu"), bulkhead,
				retries.retry("feishu"), new ClientShares(bulkhead), clock);
	}

}
