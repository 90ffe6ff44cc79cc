package io.feishuinterviews.feishu.resilience;

import java.time.Duration;
import java.util.function.Predicate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.interview.UpstreamException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Exponential backoff between requests for the same key that fail.
 * <p>
 * After a failed request, requests for its key fail at once, with the same failure and
 * the remaining time as {@link UpstreamException#retryAfter()}. The backoff is 1 s at
 * first and doubles with each further failure; it is longer if the failure requires that.
 * A success resets it, and so does {@link #forget}.
 *
 * @param <K> the type of the keys
 */
public final class FailureBackoff<K> {

	private static final Duration FIRST = Duration.ofSeconds(1);

	/**
	 * How long a failure is kept, and thus the longest backoff that a failure can
	 * require. Longer than any backoff of this service, so that the next failure doubles
	 * it.
	 */
	private static final Duration RETENTION = Duration.ofMinutes(2);

	private static final int MAX_KEYS = 10_000;

	private final Duration longest;

	private final Ticker ticker;

	private final Cache<K, LastFailure> failing;

	/**
	 * Create a backoff.
	 * @param longest the upper limit of the backoff
	 * @param ticker the source of time
	 */
	public FailureBackoff(Duration longest, Ticker ticker) {
		this.longest = longest;
		this.ticker = ticker;
		this.failing = Caffeine.newBuilder()
			.ticker(ticker)
			.executor(Runnable::run)
			.expireAfterWrite(RETENTION)
			.maximumSize(MAX_KEYS)
			.build();
	}

	/**
	 * Reset the backoff of some keys, because Feishu is available again.
	 * @param keys the keys
	 */
	public void forget(Predicate<K> keys) {
		this.failing.asMap().keySet().removeIf(keys);
	}

	/**
	 * Make a request unless its key is in backoff.
	 * @param <T> the type of the result
	 * @param key the key
	 * @param calls the calls that the request makes: a failure without any call does not
	 * concern the key
	 * @param request the request
	 * @return the result, or an {@link UpstreamException}
	 */
	public <T> Mono<T> guard(K key, CallBudget calls, Mono<T> request) {
		return Mono.defer(() -> {
			LastFailure last = this.failing.getIfPresent(key);
			if (last != null && !last.remaining().isZero()) {
				return Mono.error(last.failure.withRetryAfter(last.remaining()));
			}
			return request.doOnSuccess((result) -> this.failing.invalidate(key))
				.onErrorMap(UpstreamException.class, (failure) -> failed(key, calls, failure));
		});
	}

	long size() {
		return this.failing.estimatedSize();
	}

	private UpstreamException failed(K key, CallBudget calls, UpstreamException failure) {
		if (!calls.hasCalled()) {
			return failure;
		}
		if (failure.kind().isNegativeAnswer()) {
			this.failing.invalidate(key);
			return failure;
		}
		LastFailure now = this.failing.asMap().compute(key, (same, last) -> new LastFailure(failure, last));
		return failure.withRetryAfter(now.remaining());
	}

	/**
	 * The last failure of a key.
	 */
	private final class LastFailure {

		private final UpstreamException failure;

		private final Duration backoff;

		private final long until;

		LastFailure(UpstreamException failure, @Nullable LastFailure last) {
			this.failure = failure;
			this.backoff = (last != null) ? shorter(last.backoff.multipliedBy(2), FailureBackoff.this.longest) : FIRST;
			Duration retryAfter = failure.retryAfter();
			Duration pause = (retryAfter != null && retryAfter.compareTo(this.backoff) > 0) ? retryAfter : this.backoff;
			this.until = FailureBackoff.this.ticker.read() + pause.toNanos();
		}

		Duration remaining() {
			return Duration.ofNanos(Math.max(0, this.until - FailureBackoff.this.ticker.read()));
		}

		private static Duration shorter(Duration one, Duration other) {
			return (one.compareTo(other) < 0) ? one : other;
		}

	}

}
