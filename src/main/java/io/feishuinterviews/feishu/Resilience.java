package io.feishuinterviews.feishu;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.feishu.CallLimit.TurnTooLateException;
import io.feishuinterviews.interview.FeishuError;
import io.feishuinterviews.interview.UpstreamFailure;
import io.feishuinterviews.interview.UpstreamFailure.Kind;
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
 * under way, retries, two limits on frequency, and for each attempt a circuit breaker and
 * a time limit. All of their numbers are in {@code application.yaml}.
 * <p>
 * A request votes in the circuit breaker with the outcome of its first call. Its other
 * calls are refused while the breaker is open, and have no vote.
 */
class Resilience {

	private static final Duration SOON = Duration.ofSeconds(1);

	private final TimeLimiter deadline;

	private final TimeLimiter timeLimiter;

	private final Bulkhead bulkhead;

	private final Retry retry;

	private final Retry tokenRetry;

	private final CallLimit limitPerSecond;

	private final CallLimit limitPerMinute;

	private final CircuitBreaker breaker;

	private final VotingCircuitBreaker votes;

	private final CircuitBreaker quotaBreaker;

	private final OpenBreaker open;

	private final OpenBreaker quotaOpen;

	private final Clock clock;

	Resilience(TimeLimiterRegistry timeLimiters, BulkheadRegistry bulkheads, RetryRegistry retries,
			CallLimit limitPerSecond, CallLimit limitPerMinute, CircuitBreakerRegistry breakers, Clock clock,
			Ticker ticker) {
		this.deadline = timeLimiters.timeLimiter("feishu-deadline");
		this.timeLimiter = timeLimiters.timeLimiter("feishu");
		this.bulkhead = bulkheads.bulkhead("feishu");
		this.retry = retries.retry("feishu");
		this.tokenRetry = retries.retry("feishu-token");
		this.limitPerSecond = limitPerSecond;
		this.limitPerMinute = limitPerMinute;
		this.breaker = breakers.circuitBreaker("feishu");
		this.votes = new VotingCircuitBreaker(this.breaker, ticker);
		this.quotaBreaker = breakers.circuitBreaker("feishu-quota");
		this.open = new OpenBreaker(this.breaker, clock);
		this.quotaOpen = new OpenBreaker(this.quotaBreaker, clock);
		this.clock = clock;
	}

	/**
	 * Return the calls of a new request.
	 * @param voter on whose behalf the request votes in the circuit breaker
	 * @return no calls yet
	 */
	Calls calls(String voter) {
		return new Calls(voter, this.retry.getRetryConfig().getMaxAttempts());
	}

	/**
	 * Make a request of as many attempts as it takes and the deadline allows.
	 * @param <T> what is asked for
	 * @param calls the calls of the request
	 * @param attempt makes one attempt, noting its calls
	 * @return the answer or an {@link UpstreamFailure}
	 */
	<T> Mono<T> request(Calls calls, Mono<T> attempt) {
		return Mono.defer(() -> {
			Instant end = this.clock.instant().plus(this.deadline.getTimeLimiterConfig().getTimeoutDuration());
			return notWhileOpen(attempt)
				.onErrorMap(UpstreamFailure.class,
						(failure) -> (waitsBeyond(end, failure) || !calls.mayMakeAnother())
								? new SettledFailure(failure) : failure)
				.transform(RetryOperator.of(this.retry))
				.transform(BulkheadOperator.of(this.bulkhead))
				.transform(TimeLimiterOperator.of(this.deadline))
				.onErrorMap(TimeoutException.class, (ex) -> calls.onlyQueued() ? new TurnTooLateException(SOON) : ex);
		}).onErrorMap(this::failure);
	}

	/**
	 * Guard one call for interviews.
	 * @param <T> what is asked for
	 * @param call the call
	 * @param calls the calls of the request
	 * @return the same, in its turn, if calls are let through
	 */
	<T> Mono<T> dataCall(Mono<T> call, Calls calls) {
		Mono<T> guarded = attempt(call, calls).transform(CircuitBreakerOperator.of(this.quotaBreaker));
		Mono<T> inTurn = this.limitPerSecond.inTurn(this.limitPerMinute.inTurn(guarded));
		return inTurn.doOnSubscribe((subscription) -> calls.queued());
	}

	/**
	 * Guard a call for a token, and try it again where that may help.
	 * @param <T> what is asked for
	 * @param call the call
	 * @param calls the calls of the request
	 * @return the answer or an {@link UpstreamFailure}
	 */
	<T> Mono<T> tokenCall(Mono<T> call, Calls calls) {
		// deferred, since the operator counts attempts from the moment it is made
		return attempt(call, calls).transformDeferred(RetryOperator.of(this.tokenRetry)).onErrorMap(this::failure);
	}

	private <T> Mono<T> attempt(Mono<T> call, Calls calls) {
		Mono<T> limited = call.doOnSubscribe((subscription) -> calls.made())
			.transform(TimeLimiterOperator.of(this.timeLimiter))
			.onErrorMap(TimeoutException.class, (ex) -> timeout());
		return Mono.defer(() -> calls.anyMade() ? notWhileOpen(limited) : this.votes.vote(calls.voter(), limited));
	}

	/**
	 * Do not queue for a turn that would be refused anyway.
	 */
	private <T> Mono<T> notWhileOpen(Mono<T> attempt) {
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

	private boolean waitsBeyond(Instant end, UpstreamFailure failure) {
		Duration wait = failure.retryAfter();
		return wait != null && this.clock.instant().plus(wait).isAfter(end);
	}

	/**
	 * Say in our terms what Resilience4j has to say.
	 */
	private Throwable failure(Throwable ex) {
		if (ex instanceof SettledFailure settled) {
			return settled.failure();
		}
		if (ex instanceof UpstreamFailure upstream && upstream.kind() == Kind.FEISHU_QUOTA
				&& upstream.retryAfter() == null) {
			return upstream.withRetryAfter(orSoon(this.quotaOpen.remaining()));
		}
		if (ex instanceof TimeoutException) {
			return timeout();
		}
		if (ex instanceof CallNotPermittedException refused) {
			return refused.getCausingCircuitBreakerName().equals(this.quotaBreaker.getName())
					? new UpstreamFailure(Kind.FEISHU_QUOTA, "The tenant's monthly quota of Feishu calls is used up.",
							false, FeishuError.NONE, orSoon(this.quotaOpen.remaining()))
					: unavailable("Feishu has been failing and is left alone for a moment.", this.open.remaining());
		}
		if (ex instanceof TurnTooLateException late) {
			return unavailable("Too many requests are waiting for their turn to ask Feishu.", late.waitTime());
		}
		if (ex instanceof BulkheadFullException) {
			return unavailable("Too many requests are waiting for Feishu.", SOON);
		}
		return ex;
	}

	private static UpstreamFailure timeout() {
		return new UpstreamFailure(Kind.FEISHU_TIMEOUT, "Feishu did not answer in time.", true, FeishuError.NONE, null);
	}

	private static UpstreamFailure unavailable(String message, Duration retryAfter) {
		return new UpstreamFailure(Kind.FEISHU_UNAVAILABLE, message, true, FeishuError.NONE, orSoon(retryAfter));
	}

	private static Duration orSoon(Duration time) {
		return (time.compareTo(SOON) > 0) ? time : SOON;
	}

}
