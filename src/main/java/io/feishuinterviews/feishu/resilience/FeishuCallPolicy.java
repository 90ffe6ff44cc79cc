package io.feishuinterviews.feishu.resilience;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.feishu.budget.UpstreamBudget;
import io.feishuinterviews.feishu.response.LastResponse;
import io.feishuinterviews.interview.Demand;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UpstreamException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.github.resilience4j.reactor.retry.RetryOperator;
import io.github.resilience4j.reactor.timelimiter.TimeLimiterOperator;
import reactor.core.publisher.Mono;

/**
 * Guards all calls to Feishu for one tenant. From the outside in: a deadline, a bulkhead,
 * retries, the upstream budget, and for each attempt a circuit breaker and a time limit.
 * All of their numbers are in {@code application.yaml}.
 * <p>
 * A request votes in the circuit breaker with the outcome of its first call. Its other
 * calls are refused while the breaker is open, and have no vote.
 */
public class FeishuCallPolicy {

	private final CallGuards guards;

	private final Tenant tenant;

	private final UpstreamBudget budget;

	private final VotingCircuitBreaker votes;

	private final CircuitBreakerRetryAfter breaker;

	private final CircuitBreakerRetryAfter quotaBreaker;

	private final RefusalMapper refusals;

	FeishuCallPolicy(CallGuards guards, Tenant tenant, UpstreamBudget budget, CircuitBreaker breaker,
			CircuitBreaker quotaBreaker, Ticker ticker) {
		this.guards = guards;
		this.tenant = tenant;
		this.budget = budget;
		this.votes = new VotingCircuitBreaker(breaker, ticker);
		this.breaker = new CircuitBreakerRetryAfter(breaker, tenant, guards.clock());
		this.quotaBreaker = new CircuitBreakerRetryAfter(quotaBreaker, tenant, guards.clock());
		this.refusals = new RefusalMapper(this.breaker, this.quotaBreaker);
	}

	/**
	 * Create the budget of a request that begins now.
	 * @param voter on whose behalf the request votes in the circuit breaker
	 * @return a budget of which nothing is used
	 */
	public CallBudget newCallBudget(String voter) {
		return new CallBudget(voter, this.guards.retry().getRetryConfig().getMaxAttempts(), deadline(),
				this.guards.clock());
	}

	/**
	 * Make a request, with as many attempts as needed and the deadline allows.
	 * @param <T> the type of the result
	 * @param calls the calls of the request
	 * @param attempt makes one attempt, and records its calls
	 * @return the result or an {@link UpstreamException}
	 */
	public <T> Mono<T> request(CallBudget calls, Mono<T> attempt) {
		return Mono.defer(() -> {
			LastResponse response = new LastResponse();
			return retry(failFastWhenOpen(attempt), calls).transform(BulkheadOperator.of(this.guards.bulkhead()))
				.transform(TimeLimiterOperator.of(this.guards.deadline()))
				.onErrorMap(TimeoutException.class, (ex) -> calls.timedOut(RefusalMapper.timeout(response)))
				.contextWrite(response.intoContext());
		}).onErrorMap(this.refusals::map);
	}

	/**
	 * Limit the concurrent requests of each client and each tenant.
	 * @param <T> the type of the result
	 * @param request the request
	 * @param demand the clients that wait for the result
	 * @return the result or an {@link UpstreamException}
	 */
	public <T> Mono<T> limitConcurrency(Mono<T> request, Demand demand) {
		return this.guards.shares()
			.limitConcurrency(request, this.tenant, demand, () -> this.refusals.map(this.budget.refusal(demand)));
	}

	/**
	 * Guard one call for interviews. The call waits for a permit of the upstream budget.
	 * @param <T> the type of the result
	 * @param call the call
	 * @param calls the calls of the request
	 * @param demand the clients that wait for the result
	 * @return the result of the call, or why it was refused
	 */
	public <T> Mono<T> dataCall(Mono<T> call, CallBudget calls, Demand demand) {
		Mono<T> guarded = attempt(call, calls).transform(CircuitBreakerOperator.of(this.quotaBreaker.breaker()));
		return this.budget.limit(guarded, demand)
			.doOnSubscribe((subscription) -> calls.recordQueued(() -> this.budget.refusal(demand)));
	}

	/**
	 * Guard a call for a token, and retry it. No attempt waits beyond the deadline, since
	 * all other requests wait for the same token.
	 * @param <T> the type of the result
	 * @param call the call
	 * @param calls the calls of the request
	 * @return the result or an {@link UpstreamException}
	 */
	public <T> Mono<T> tokenCall(Mono<T> call, CallBudget calls) {
		return retry(attempt(call, calls), calls).onErrorMap(this.refusals::map);
	}

	private <T> Mono<T> retry(Mono<T> attempt, CallBudget calls) {
		return attempt.onErrorMap(UpstreamException.class, calls::limitRetry)
			.transform(RetryOperator.of(this.guards.retry()));
	}

	private <T> Mono<T> attempt(Mono<T> call, CallBudget calls) {
		Mono<T> limited = Mono.deferContextual((context) -> {
			LastResponse response = LastResponse.in(context);
			return call.doOnSubscribe((subscription) -> calls.recordCall())
				.contextWrite(response.intoContext())
				.transform(TimeLimiterOperator.of(this.guards.timeLimiter()))
				.onErrorMap(TimeoutException.class, (ex) -> RefusalMapper.timeout(response));
		});
		return Mono
			.defer(() -> calls.hasCalled() ? failFastWhenOpen(limited) : this.votes.vote(calls.voter(), limited));
	}

	/**
	 * Refuse an attempt that would wait for a permit only to be refused by a breaker.
	 */
	private <T> Mono<T> failFastWhenOpen(Mono<T> attempt) {
		return Mono.defer(() -> {
			for (CircuitBreakerRetryAfter each : new CircuitBreakerRetryAfter[] { this.quotaBreaker, this.breaker }) {
				if (!each.remaining().isZero()) {
					return Mono.error(CallNotPermittedException.createCallNotPermittedException(each.breaker()));
				}
			}
			return attempt;
		});
	}

	/**
	 * End the guards of an idle tenant.
	 */
	void close() {
		this.budget.close();
	}

	CircuitBreaker.State breakerState() {
		return this.breaker.breaker().getState();
	}

	CircuitBreaker.State quotaBreakerState() {
		return this.quotaBreaker.breaker().getState();
	}

	private Duration deadline() {
		return this.guards.deadline().getTimeLimiterConfig().getTimeoutDuration();
	}

}
