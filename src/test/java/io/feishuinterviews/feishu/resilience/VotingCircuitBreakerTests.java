package io.feishuinterviews.feishu.resilience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.feishuinterviews.TestTime;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The votes of the circuit breaker.
 */
class VotingCircuitBreakerTests {

	private final TestTime time = new TestTime();

	private final CircuitBreaker breaker = CircuitBreaker.of("feishu",
			CircuitBreakerConfig.custom()
				.clock(this.time)
				.currentTimestampFunction((clock) -> clock.millis(), TimeUnit.MILLISECONDS)
				.slidingWindowSize(20)
				.minimumNumberOfCalls(10)
				.failureRateThreshold(50)
				.slowCallDurationThreshold(Duration.ofSeconds(2))
				.slowCallRateThreshold(80)
				.waitDurationInOpenState(Duration.ofSeconds(5))
				.permittedNumberOfCallsInHalfOpenState(3)
				.recordException((ex) -> ex instanceof IllegalStateException)
				.build());

	private final VotingCircuitBreaker votes = new VotingCircuitBreaker(this.breaker, this.time);

	@Property(tries = 300)
	void staysClosedForAnyOutcomesOfFourVoters(
			@ForAll @Size(max = 200) List<@IntRange(min = -20, max = 3) Integer> outcomes) {
		for (int voter : outcomes) {
			if (voter < 0) {
				succeeds("healthy" + voter);
			}
			else {
				fails("bad" + voter);
			}
			assertThat(this.breaker.getState()).isEqualTo(State.CLOSED);
		}
	}

	@Test
	void recordsFailuresOfAVoterOnceAndEverySuccess() {
		for (int i = 0; i < 50; i++) {
			fails("a");
		}
		succeeds("a");
		succeeds("a");
		assertThat(this.breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
		assertThat(this.breaker.getMetrics().getNumberOfSuccessfulCalls()).isEqualTo(2);
	}

	@Test
	void recordsAFailureAgainAfterThePreviousOneLeavesTheWindow() {
		fails("a");
		for (int i = 0; i < 19; i++) {
			succeeds("b");
		}
		fails("a");
		assertThat(this.breaker.getMetrics().getNumberOfSuccessfulCalls()).isEqualTo(19);
		succeeds("b");
		assertThat(this.breaker.getMetrics().getNumberOfFailedCalls()).isZero();
		fails("a");
		assertThat(this.breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
	}

	@Test
	void recordsSlowCallsOfAVoterOnce() {
		for (int i = 0; i < 50; i++) {
			isSlow("a");
		}
		assertThat(this.breaker.getMetrics().getNumberOfSlowCalls()).isEqualTo(1);
		for (int i = 0; i < 9; i++) {
			isSlow("b" + i);
		}
		assertThat(this.breaker.getState()).isEqualTo(State.OPEN);
	}

	@Test
	void recordsIgnoredExceptionsAsSuccess() {
		for (int i = 0; i < 20; i++) {
			this.votes.vote("a" + i, Mono.error(new IllegalArgumentException())).onErrorComplete().block();
		}
		assertThat(this.breaker.getState()).isEqualTo(State.CLOSED);
		assertThat(this.breaker.getMetrics().getNumberOfSuccessfulCalls()).isEqualTo(20);
	}

	@Test
	void permitsNoCallWhileOpen() {
		open();
		assertThat(isPermitted("healthy")).isFalse();
		assertThat(isPermitted("bad0")).isFalse();
	}

	@Test
	void decidesByThreeVotersWhenHalfOpen() {
		open();
		this.time.pass(Duration.ofSeconds(6));
		List<Disposable> hanging = hanging("a", "b", "c");
		assertThat(isPermitted("d")).isFalse();
		hanging.forEach(Disposable::dispose);
		fails("d");
		fails("e");
		assertThat(this.breaker.getState()).isEqualTo(State.HALF_OPEN);
		fails("f");
		assertThat(this.breaker.getState()).isEqualTo(State.OPEN);
	}

	@Test
	void ignoresFailuresOfKnownFailingVotersWhenHalfOpen() {
		open();
		this.time.pass(Duration.ofSeconds(6));
		for (int i = 0; i < 20; i++) {
			fails("bad" + i % 10);
		}
		hanging("bad0", "bad1", "bad2", "bad3");
		assertThat(this.breaker.getState()).isEqualTo(State.HALF_OPEN);
		succeeds("a");
		succeeds("b");
		succeeds("c");
		assertThat(this.breaker.getState()).isEqualTo(State.CLOSED);
	}

	@Test
	void closesWhenKnownFailingVotersSucceed() {
		open();
		this.time.pass(Duration.ofSeconds(6));
		succeeds("bad0");
		succeeds("bad1");
		succeeds("bad0");
		assertThat(this.breaker.getState()).isEqualTo(State.CLOSED);
	}

	@Test
	void permitsOneTrialCallPerVoterAtATime() {
		open();
		this.time.pass(Duration.ofSeconds(6));
		hanging("a", "a", "a", "a");
		fails("b");
		fails("c");
		assertThat(isPermitted("d")).isFalse();
		assertThat(isPermitted("a")).isTrue();
	}

	@Test
	void releasesTheTrialCallOfACancelledCall() {
		open();
		this.time.pass(Duration.ofSeconds(6));
		for (int i = 0; i < 10; i++) {
			hanging("a", "b", "c").forEach(Disposable::dispose);
		}
		succeeds("a");
		succeeds("b");
		succeeds("c");
		assertThat(this.breaker.getState()).isEqualTo(State.CLOSED);
	}

	@Test
	void ignoresFailuresThatEndWhileOpen() {
		Mono<Object> late = Mono.delay(Duration.ofMillis(1)).then(Mono.error(new IllegalStateException()));
		Mono<Object> vote = this.votes.vote("late", late.doOnSubscribe((subscription) -> open()));
		vote.onErrorComplete().block();
		this.time.pass(Duration.ofSeconds(6));
		fails("late");
		fails("a");
		fails("b");
		assertThat(this.breaker.getState()).isEqualTo(State.OPEN);
	}

	private void open() {
		for (int i = 0; i < 10; i++) {
			fails("bad" + i);
		}
		assertThat(this.breaker.getState()).isEqualTo(State.OPEN);
	}

	private void succeeds(String voter) {
		this.votes.vote(voter, Mono.just("")).block();
	}

	private void fails(String voter) {
		this.votes.vote(voter, Mono.error(new IllegalStateException())).onErrorComplete().block();
	}

	private void isSlow(String voter) {
		this.votes.vote(voter, Mono.fromRunnable(() -> this.time.pass(Duration.ofSeconds(3)))).block();
	}

	private List<Disposable> hanging(String... voters) {
		List<Disposable> calls = new ArrayList<>();
		for (String voter : voters) {
			calls.add(this.votes.vote(voter, Mono.never()).subscribe());
		}
		return calls;
	}

	private boolean isPermitted(String voter) {
		List<Throwable> refusals = new ArrayList<>();
		this.votes.vote(voter, Mono.never()).subscribe((x) -> {
		}, refusals::add).dispose();
		assertThat(refusals).allSatisfy((ex) -> assertThat(ex).isInstanceOf(CallNotPermittedException.class));
		return refusals.isEmpty();
	}

}
