package io.feishuinterviews.feishu.resilience;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A circuit breaker whose failures come from different voters: as long as a failure of a
 * voter is in the sliding window, its other failures are not recorded. Slow calls are
 * failures in this sense, too; successes are always recorded.
 * <p>
 * While the breaker is half-open, a voter that has failed recently takes none of the
 * permitted calls, and its failures are not recorded. Its calls are made nevertheless, so
 * that their success can close the breaker. A voter takes one permitted call at a time.
 */
final class VotingCircuitBreaker {

	/**
	 * How long a voter is known to fail: longer than a talent's longest backoff and the
	 * request after it.
	 */
	private static final Duration RECENTLY = Duration.ofMinutes(1);

	private static final int MAX_VOTERS = 10_000;

	private static final String SUCCESS = "";

	private final CircuitBreaker breaker;

	private final Cache<String, Boolean> failing;

	/**
	 * What the breaker's sliding window holds while it is closed, oldest first: the
	 * voters of its failures, and {@link #SUCCESS} for each success.
	 */
	private final Deque<String> window = new ArrayDeque<>();

	private final Set<String> probing = new HashSet<>();

	/**
	 * Create a circuit breaker on top of one with a count-based window.
	 */
	VotingCircuitBreaker(CircuitBreaker breaker, Ticker ticker) {
		this.breaker = breaker;
		this.failing = Caffeine.newBuilder()
			.ticker(ticker)
			.executor(Runnable::run)
			.expireAfterWrite(RECENTLY)
			.maximumSize(MAX_VOTERS)
			.build();
		breaker.getEventPublisher().onStateTransition((event) -> startAnew()).onReset((event) -> startAnew());
	}

	/**
	 * Make a call and record its outcome.
	 * @param <T> the type of the result
	 * @param voter on whose behalf the call is made
	 * @param call the call
	 * @return the result, or a {@link CallNotPermittedException}
	 */
	<T> Mono<T> vote(String voter, Mono<T> call) {
		return Mono.defer(() -> {
			Vote vote = admit(voter);
			if (vote == null) {
				return Mono.error(CallNotPermittedException.createCallNotPermittedException(this.breaker));
			}
			return call.doOnSuccess((result) -> vote.cast(null)).doOnError(vote::cast).doOnCancel(vote::withdraw);
		});
	}

	private synchronized @Nullable Vote admit(String voter) {
		boolean unfit = this.failing.getIfPresent(voter) != null || this.probing.contains(voter);
		if (unfit && this.breaker.getState() == State.HALF_OPEN) {
			return new Vote(voter, false);
		}
		if (!this.breaker.tryAcquirePermission()) {
			return null;
		}
		boolean halfOpen = this.breaker.getState() == State.HALF_OPEN;
		if (halfOpen && unfit) {
			// this call has only moved the breaker from open to half-open
			this.breaker.releasePermission();
			return new Vote(voter, false);
		}
		if (halfOpen) {
			this.probing.add(voter);
		}
		return new Vote(voter, halfOpen);
	}

	private synchronized void startAnew() {
		this.window.clear();
		this.probing.clear();
	}

	private void remember(String voter) {
		this.window.add(voter);
		if (this.window.size() > this.breaker.getCircuitBreakerConfig().getSlidingWindowSize()) {
			this.window.remove();
		}
	}

	/**
	 * One call's vote.
	 */
	private final class Vote {

		private final String voter;

		/**
		 * Whether the call is one of those that a half-open breaker permits.
		 */
		private final boolean probe;

		private final long start = VotingCircuitBreaker.this.breaker.getCurrentTimestamp();

		private final AtomicBoolean ended = new AtomicBoolean();

		Vote(String voter, boolean probe) {
			this.voter = voter;
			this.probe = probe;
		}

		void cast(@Nullable Throwable failure) {
			if (this.ended.compareAndSet(false, true)) {
				CircuitBreaker breaker = VotingCircuitBreaker.this.breaker;
				TimeUnit unit = breaker.getTimestampUnit();
				long duration = breaker.getCurrentTimestamp() - this.start;
				synchronized (VotingCircuitBreaker.this) {
					boolean recorded = isRecorded(isFailure(unit.toNanos(duration), failure));
					if (recorded && failure != null) {
						breaker.onError(duration, unit, failure);
					}
					else if (recorded) {
						breaker.onSuccess(duration, unit);
					}
				}
			}
		}

		private boolean isFailure(long nanos, @Nullable Throwable failure) {
			var config = VotingCircuitBreaker.this.breaker.getCircuitBreakerConfig();
			return nanos > config.getSlowCallDurationThreshold().toNanos()
					|| (failure != null && config.getRecordExceptionPredicate().test(failure));
		}

		/**
		 * Decide whether the outcome is recorded. A failure while the breaker is open is
		 * not recorded, and does not mark its voter as failing.
		 */
		private boolean isRecorded(boolean fails) {
			Deque<String> window = VotingCircuitBreaker.this.window;
			State state = VotingCircuitBreaker.this.breaker.getState();
			VotingCircuitBreaker.this.probing.remove(this.voter);
			if (!fails) {
				remember(SUCCESS);
				return true;
			}
			if (state == State.OPEN) {
				return false;
			}
			VotingCircuitBreaker.this.failing.put(this.voter, true);
			boolean recorded = (state == State.HALF_OPEN) ? this.probe : !window.contains(this.voter);
			if (recorded) {
				remember(this.voter);
			}
			return recorded;
		}

		/**
		 * Give the permitted call back, since this one has no outcome.
		 */
		void withdraw() {
			if (this.ended.compareAndSet(false, true) && this.probe) {
				synchronized (VotingCircuitBreaker.this) {
					VotingCircuitBreaker.this.probing.remove(this.voter);
					if (VotingCircuitBreaker.this.breaker.getState() == State.HALF_OPEN) {
						VotingCircuitBreaker.this.breaker.releasePermission();
					}
				}
			}
		}

	}

}
