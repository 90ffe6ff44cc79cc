package io.feishuinterviews.feishu.resilience;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.feishu.NonRetryableException;
import io.feishuinterviews.feishu.budget.RateLimitTimeoutException;
import io.feishuinterviews.feishu.budget.UpstreamBudget;
import io.feishuinterviews.feishu.response.LastResponse;
import io.feishuinterviews.interview.Demand;
import io.feishuinterviews.interview.RefreshRefusedException;
import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.interview.UpstreamException.Kind;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.github.resilience4j.reactor.retry.RetryOperator;
import io.github.resilience4j.reactor.timelimiter.TimeLimiterOperator;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import reactor.core.publisher.Mono;

/**
 * What stands between us and Feishu: from the outside in a deadline, a bound on requests
 * under way, retries, the upstream budget, and for each attempt a circuit breaker and a
 * time limit. All of their numbers are in {@code application.yaml}.
 * <p>
 * A request votes in the circuit breaker with the outcome of its first call. Its other
 * calls are refused while the breaker is open, and have no vote.
 */
public class FeishuCallPolicy {

	private static final Duration SOON = Duration.ofSeconds(1);

	private final TimeLimiter deadline;

	private final TimeLimiter timeLimiter;

	private final Bulkhead bulkhead;

	private final Retry retry;

	private final Retry tokenRetry;

	private final ClientShares shares;

	private final UpstreamBudget budget;

	private final CircuitBreaker breaker;

	private final VotingCircuitBreaker votes;

	private final CircuitBreaker quotaBreaker;

	private final CircuitBreakerRetryAfter open;

	private final CircuitBreakerRetryAfter quotaOpen;

	private final Clock clock;

	FeishuCallPolicy(TimeLimiterRegistry timeLimiters, BulkheadRegistry bulkheads, RetryRegistry retries,
			UpstreamBudget budget, CircuitBreakerRegistry breakers, Clock clock, Ticker ticker) {
		this.deadline = timeLimiters.timeLimiter("feishu-deadline");
		this.timeLimiter = timeLimiters.timeLimiter("feishu");
		this.bulkhead = bulkheads.bulkhead("feishu");
		this.retry = retries.retry("feishu");
		this.tokenRetry = retries.retry("feishu-token");
		this.shares = new ClientShares(this.bulkhead);
		this.budget = budget;
		this.breaker = breakers.circuitBreaker("feishu");
		this.votes = new VotingCircuitBreaker(this.breaker, ticker);
		this.quotaBreaker = breakers.circuitBreaker("feishu-quota");
		this.open = new CircuitBreakerRetryAfter(this.breaker, clock);
		this.quotaOpen = new CircuitBreakerRetryAfter(this.quotaBreaker, clock);
		this.clock = clock;
	}

	/**
	 * Return the calls of a new request.
	 * @param voter on whose behalf the request votes in the circuit breaker
	 * @return no calls yet
	 */
	public CallBudget calls(String voter) {
		return new CallBudget(voter, this.retry.getRetryConfig().getMaxAttempts());
	}

	/**
	 * Make a request of as many attempts as it takes and the deadline allows.
	 * @param <T> what is asked for
	 * @param calls the calls of the request
	 * @param attempt makes one attempt, noting its calls
	 * @return the answer or an {@link UpstreamException}
	 */
	public <T> Mono<T> request(CallBudget calls, Mono<T> attempt) {
		return Mono.defer(() -> {
			Instant end = this.clock.instant().plus(this.deadline.getTimeLimiterConfig().getTimeoutDuration());
			LastResponse response = new LastResponse();
			return failFastWhenOpen(attempt)
				.onErrorMap(UpstreamException.class,
						(failure) -> (exceedsDeadline(end, failure) || !calls.hasRemaining())
								? new NonRetryableException(failure) : failure)
				.transform(RetryOperator.of(this.retry))
				.transform(BulkheadOperator.of(this.bulkhead))
				.transform(TimeLimiterOperator.of(this.deadline))
				.onErrorMap(TimeoutException.class, (ex) -> calls.timedOut(timeout(response)))
				.contextWrite(response.intoContext());
		}).onErrorMap(this::failure);
	}

	/**
	 * Make a request if its client has not too many under way already.
	 * @param <T> what is asked for
	 * @param request the request
	 * @param demand the clients that wait for the answer
	 * @return the answer or an {@link UpstreamException}
	 */
	public <T> Mono<T> share(Mono<T> request, Demand demand) {
		return this.shares.share(request, demand, () -> failure(this.budget.refusal(demand)));
	}

	/**
	 * Guard one call for interviews.
	 * @param <T> what is asked for
	 * @param call the call
	 * @param calls the calls of the request
	 * @param demand the clients that wait for the answer
	 * @return the same, in its turn, if calls are let through
	 */
	public <T> Mono<T> dataCall(Mono<T> call, CallBudget calls, Demand demand) {
		Mono<T> guarded = attempt(call, calls).transform(CircuitBreakerOperator.of(this.quotaBreaker));
		return this.budget.inTurn(guarded, demand)
			.doOnSubscribe((subscription) -> calls.queued(() -> this.budget.refusal(demand)));
	}

	/**
	 * Guard a call for a token, and try it again where that may help.
	 * @param <T> what is asked for
	 * @param call the call
	 * @param calls the calls of the request
	 * @return the answer or an {@link UpstreamException}
	 */
	public <T> Mono<T> tokenCall(Mono<T> call, CallBudget calls) {
		return Mono.defer(() -> {
			Instant end = this.clock.instant().plus(this.deadline.getTimeLimiterConfig().getTimeoutDuration());
			// nobody waits longer, and others could not ask for a token meanwhile
			return attempt(call, calls)
				.onErrorMap(UpstreamException.class,
						(failure) -> exceedsDeadline(end, failure) ? new NonRetryableException(failure) : failure)
				.transform(RetryOperator.of(this.tokenRetry));
		}).onErrorMap(this::failure);
	}

	private <T> Mono<T> attempt(Mono<T> call, CallBudget calls) {
		Mono<T> limited = Mono.deferContextual((context) -> {
			LastResponse response = LastResponse.in(context);
			return call.doOnSubscribe((subscription) -> calls.made())
				.contextWrite(response.intoContext())
				.transform(TimeLimiterOperator.of(this.timeLimiter))
				.onErrorMap(TimeoutException.class, (ex) -> timeout(response));
		});
		return Mono.defer(() -> calls.anyMade() ? failFastWhenOpen(limited) : this.votes.vote(calls.voter(), limited));
	}

	/**
	 * Do not queue for a turn that would be refused anyway.
	 */
	private <T> Mono<T> failFastWhenOpen(Mono<T> attempt) {
		return Mono.defer(() -> {
			if (!this.quotaOpen.remaining().isZero()) {
				return Mono.error(CallNotPermittedException.createCallNotPermittedException(this.quotaBreaker));
			}
			if (!this.open.remaining().isZero()) {
				return Mono.error(CallNotPermittedException.createCallNotPermittedException(this.breaker));
			}
			return attempt;
		});
	}

	private boolean exceedsDeadline(Instant end, UpstreamException failure) {
		Duration wait = failure.retryAfter();
		return wait != null && this.clock.instant().plus(wait).isAfter(end);
	}

	/**
	 * Say in our terms what Resilience4j has to say.
	 */
	private Throwable failure(Throwable ex) {
		if (ex instanceof NonRetryableException settled) {
			return settled.failure();
		}
		if (ex instanceof UpstreamException upstream && upstream.kind() == Kind.FEISHU_QUOTA
				&& upstream.retryAfter() == null) {
			return upstream.withRetryAfter(atLeastOneSecond(this.quotaOpen.remaining()));
		}
		if (ex instanceof CallNotPermittedException refused) {
			return refused.getCausingCircuitBreakerName().equals(this.quotaBreaker.getName())
					? new UpstreamException(Kind.FEISHU_QUOTA, "The tenant's monthly quota of Feishu calls is used up.",
							false, UpstreamError.NONE, atLeastOneSecond(this.quotaOpen.remaining()))
					: unavailable("Feishu has been failing and is left alone for a moment.", this.open.remaining());
		}
		if (ex instanceof RateLimitTimeoutException late) {
			return late.background() ? new RefreshRefusedException()
					: unavailable("Too many requests are waiting for their turn to ask Feishu.", late.waitTime());
		}
		if (ex instanceof BulkheadFullException) {
			return unavailable("Too many requests are waiting for Feishu.", SOON);
		}
		return ex;
	}

	private static UpstreamException timeout(LastResponse response) {
		return new UpstreamException(Kind.FEISHU_TIMEOUT, "Feishu did not answer in time.", true, response.error(),
				null);
	}

	private static UpstreamException unavailable(String message, Duration retryAfter) {
		return new UpstreamException(Kind.FEISHU_UNAVAILABLE, message, true, UpstreamError.NONE,
				atLeastOneSecond(retryAfter));
	}

	private static Duration atLeastOneSecond(Duration time) {
		return (time.compareTo(SOON) > 0) ? time : SOON;
	}

}
