package io.feishuinterviews.feishu.resilience;

import java.time.Clock;
import java.time.Duration;

import io.feishuinterviews.TestTime;
import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.interview.UpstreamException.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The backoff after failures.
 */
class FailureBackoffTests {

	private final TestTime time = new TestTime();

	private final FailureBackoff<String> backoff = new FailureBackoff<>(Duration.ofSeconds(30), this.time);

	private int requests;

	@ParameterizedTest
	@EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE,
			names = { "TALENT_NOT_FOUND", "TALENT_CONFIDENTIAL" })
	void repeatsAFailureForABackoffThatDoubles(Kind kind) {
		for (int seconds : new int[] { 1, 2, 4, 8, 16, 30, 30, 30 }) {
			assertThat(fails(kind, null)).isEqualTo(Duration.ofSeconds(seconds));
			int before = this.requests;
			this.time.pass(Duration.ofSeconds(seconds).minusMillis(1));
			assertThat(fails(kind, null)).isEqualTo(Duration.ofMillis(1));
			assertThat(this.requests).isEqualTo(before);
			this.time.pass(Duration.ofMillis(1));
		}
	}

	@ParameterizedTest
	@EnumSource(value = Kind.class, names = { "TALENT_NOT_FOUND", "TALENT_CONFIDENTIAL" })
	void treatsANegativeResponseAsASuccess(Kind kind) {
		fails(Kind.FEISHU_FAILURE, null);
		this.time.pass(Duration.ofSeconds(1));
		assertThat(fails(kind, null)).isNull();
		assertThat(fails(Kind.FEISHU_FAILURE, null)).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void resetsTheBackoffAfterASuccess() {
		fails(Kind.FEISHU_FAILURE, null);
		this.time.pass(Duration.ofSeconds(1));
		this.backoff.guard("t", budgetWithOneCall(), Mono.just("")).block();
		assertThat(fails(Kind.FEISHU_FAILURE, null)).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void resetsTheBackoffOfForgottenKeysOnly() {
		fails(Kind.FEISHU_FAILURE, null);
		this.backoff.forget("other"::equals);
		fails(Kind.FEISHU_FAILURE, null);
		assertThat(this.requests).isEqualTo(1);
		this.backoff.forget("t"::equals);
		assertThat(fails(Kind.FEISHU_FAILURE, null)).isEqualTo(Duration.ofSeconds(1));
		assertThat(this.requests).isEqualTo(2);
	}

	@Test
	void usesFeishusRetryAfterAsBackoff() {
		assertThat(fails(Kind.FEISHU_UNAVAILABLE, Duration.ofSeconds(42))).isEqualTo(Duration.ofSeconds(42));
		this.time.pass(Duration.ofSeconds(41));
		assertThat(fails(Kind.FEISHU_UNAVAILABLE, null)).isEqualTo(Duration.ofSeconds(1));
		assertThat(this.requests).isEqualTo(1);
		this.time.pass(Duration.ofSeconds(1));
		assertThat(fails(Kind.FEISHU_UNAVAILABLE, null)).isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void limitsFeishusRetryAfter() {
		fails(Kind.FEISHU_UNAVAILABLE, Duration.ofSeconds(999_999_999));
		this.time.pass(Duration.ofMinutes(2));
		fails(Kind.FEISHU_UNAVAILABLE, null);
		assertThat(this.requests).isEqualTo(2);
	}

	@Test
	void doesNotCountLocalRejectionsAsFailures() {
		UpstreamException refusal = failure(Kind.FEISHU_UNAVAILABLE, Duration.ofSeconds(5));
		for (int i = 0; i < 3; i++) {
			CallBudget none = new CallBudget("t", 3, Duration.ofSeconds(8), Clock.systemUTC());
			Mono<Object> request = Mono.defer(() -> {
				this.requests++;
				return Mono.error(refusal);
			});
			assertThat(
					catchThrowableOfType(UpstreamException.class, () -> this.backoff.guard("t", none, request).block()))
				.isSameAs(refusal);
		}
		assertThat(this.requests).isEqualTo(3);
	}

	@Test
	void doesNotDelayOtherKeys() {
		fails(Kind.FEISHU_FAILURE, null);
		assertThat(this.backoff.guard("other", budgetWithOneCall(), Mono.just("answer")).block()).isEqualTo("answer");
	}

	@Test
	void storesAtMost10000Keys() {
		for (int i = 0; i < 30_000; i++) {
			this.backoff.guard("t" + i, budgetWithOneCall(), Mono.error(failure(Kind.FEISHU_FAILURE, null)))
				.onErrorComplete()
				.block();
		}
		assertThat(this.backoff.size()).isLessThanOrEqualTo(10_000);
	}

	/**
	 * Make a request that fails.
	 * @return the time to wait that callers receive
	 */
	private @Nullable Duration fails(Kind kind, @Nullable Duration retryAfter) {
		Mono<Object> request = Mono.defer(() -> {
			this.requests++;
			return Mono.error(failure(kind, retryAfter));
		});
		return catchThrowableOfType(UpstreamException.class,
				() -> this.backoff.guard("t", budgetWithOneCall(), request).block())
			.retryAfter();
	}

	private static UpstreamException failure(Kind kind, @Nullable Duration retryAfter) {
		return new UpstreamException(kind, FailureText.of("internal"), true, UpstreamError.NONE, retryAfter);
	}

	private static CallBudget budgetWithOneCall() {
		CallBudget calls = new CallBudget("t", 3, Duration.ofSeconds(8), Clock.systemUTC());
		calls.recordCall();
		return calls;
	}

}
