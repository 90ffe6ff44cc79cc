package io.feishuinterviews.redis;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

import io.feishuinterviews.redis.RedisMetrics.Outcome;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Sends commands to Redis. If Redis is unavailable, a command has no result: no failure
 * of Redis becomes a failure of a request. No caller waits longer than the command's time
 * limit, and none at all while the circuit breaker is open.
 */
public final class RedisCommandExecutor {

	private static final Log log = LogFactory.getLog(RedisCommandExecutor.class);

	/**
	 * How long a failure is reported as Redis' state.
	 */
	private static final Duration FAILURE_SHOWN_FOR = Duration.ofSeconds(5);

	private final Supplier<@Nullable RedisClusterAsyncCommands<byte[], byte[]>> connection;

	private final CircuitBreaker breaker;

	private final Duration timeout;

	private final RedisMetrics metrics;

	private volatile long lastFailure = System.nanoTime() - FAILURE_SHOWN_FOR.toNanos();

	RedisCommandExecutor(Supplier<@Nullable RedisClusterAsyncCommands<byte[], byte[]>> connection,
			CircuitBreaker breaker, Duration timeout, RedisMetrics metrics) {
		this.connection = connection;
		this.breaker = breaker;
		this.timeout = timeout;
		this.metrics = metrics;
		breaker.getEventPublisher().onStateTransition((event) -> {
			State state = event.getStateTransition().getToState();
			if (state == State.OPEN && event.getStateTransition().getFromState() == State.CLOSED) {
				log.warn("Redis is failing: the service continues without it");
			}
			else if (state == State.CLOSED) {
				log.info("Redis is available again");
			}
		});
	}

	/**
	 * Send a command, unless Redis is known to be unavailable.
	 * @param <T> the type of the result
	 * @param command sends the command. Its result must not be {@code null}
	 * @return the result, empty if Redis is unavailable; never an error
	 */
	public <T> Mono<T> execute(Function<RedisClusterAsyncCommands<byte[], byte[]>, CompletionStage<T>> command) {
		return Mono.defer(() -> {
			if (this.breaker.getState() == State.CLOSED && this.connection.get() != null) {
				return send(command);
			}
			this.metrics.countSkipped();
			return Mono.empty();
		});
	}

	/**
	 * Send a command that no request waits for. It also finds out whether Redis is
	 * available again.
	 * @param <T> the type of the result
	 * @param command sends the command. Its result must not be {@code null}
	 * @return the result, empty if Redis is unavailable; never an error
	 */
	public <T> Mono<T> probe(Function<RedisClusterAsyncCommands<byte[], byte[]>, CompletionStage<T>> command) {
		return Mono.defer(() -> send(command));
	}

	/**
	 * Return whether Redis is available, as far as is known.
	 * @return whether commands are sent, and none has failed recently
	 */
	boolean isHealthy() {
		return this.connection.get() != null && this.breaker.getState() == State.CLOSED
				&& System.nanoTime() - this.lastFailure >= FAILURE_SHOWN_FOR.toNanos();
	}

	private <T> Mono<T> send(Function<RedisClusterAsyncCommands<byte[], byte[]>, CompletionStage<T>> command) {
		RedisClusterAsyncCommands<byte[], byte[]> commands = this.connection.get();
		if (commands == null || !this.breaker.tryAcquirePermission()) {
			return Mono.empty();
		}
		long start = System.nanoTime();
		AtomicBoolean ended = new AtomicBoolean();
		return Mono.fromCompletionStage(() -> command.apply(commands)).timeout(this.timeout).doOnSuccess((result) -> {
			ended.setPlain(true);
			succeeded(Outcome.SUCCESS, start);
		}).onErrorResume((ex) -> {
			ended.setPlain(true);
			failed(Exceptions.unwrap(ex), start);
			return Mono.empty();
		}).doOnCancel(() -> {
			if (!ended.getPlain()) {
				this.breaker.releasePermission();
			}
		})
			// Lettuce's threads only read the responses of Redis
			.publishOn(Schedulers.parallel());
	}

	private void succeeded(Outcome outcome, long start) {
		long duration = System.nanoTime() - start;
		this.breaker.onSuccess(duration, TimeUnit.NANOSECONDS);
		this.metrics.record(outcome, Duration.ofNanos(duration));
	}

	private void failed(Throwable failure, long start) {
		this.lastFailure = System.nanoTime();
		if (isOutOfMemory(failure)) {
			// Redis responds, and can still be read from
			succeeded(Outcome.ERROR, start);
			return;
		}
		long duration = System.nanoTime() - start;
		this.breaker.onError(duration, TimeUnit.NANOSECONDS, failure);
		this.metrics.record(outcome(failure), Duration.ofNanos(duration));
		log.debug("A command to Redis failed", failure);
	}

	private static boolean isOutOfMemory(Throwable failure) {
		return failure instanceof RedisCommandExecutionException
				&& String.valueOf(failure.getMessage()).contains("OOM");
	}

	private static Outcome outcome(Throwable failure) {
		if (failure instanceof TimeoutException || failure instanceof RedisCommandTimeoutException) {
			return Outcome.TIMEOUT;
		}
		return (failure instanceof RedisCommandExecutionException) ? Outcome.ERROR : Outcome.DISCONNECTED;
	}

}
