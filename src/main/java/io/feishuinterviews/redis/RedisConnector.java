package io.feishuinterviews.redis;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Connects to Redis in a thread of its own, because the first connection of Lettuce
 * blocks its caller. Lettuce itself connects again after that, but does not notice a
 * connection that has become silent: such a connection is replaced.
 */
final class RedisConnector implements SmartLifecycle {

	private static final Log log = LogFactory.getLog(RedisConnector.class);

	private static final Duration INTERVAL = Duration.ofSeconds(1);

	/**
	 * How long the start waits for the first connection, so that the first requests find
	 * one. A slow machine may need several attempts, but a refused connection is not
	 * waited for.
	 */
	private static final Duration START_TIMEOUT = Duration.ofSeconds(3);

	/**
	 * How many intervals a connection may fail before it is replaced.
	 */
	private static final int MAX_FAILING = 5;

	private final LettuceConnectionFactory factory;

	private final CircuitBreaker breaker;

	private final AtomicBoolean warned = new AtomicBoolean();

	private volatile @Nullable RedisClusterAsyncCommands<byte[], byte[]> commands;

	private volatile @Nullable Scheduler scheduler;

	private int failing;

	RedisConnector(LettuceConnectionFactory factory, CircuitBreaker breaker) {
		this.factory = factory;
		this.breaker = breaker;
	}

	/**
	 * Return the connection.
	 * @return the commands, {@code null} if no connection has been made
	 */
	@Nullable RedisClusterAsyncCommands<byte[], byte[]> commands() {
		return this.commands;
	}

	@Override
	public void start() {
		Scheduler single = Schedulers.newSingle("redis-connect", true);
		this.scheduler = single;
		CountDownLatch first = new CountDownLatch(1);
		Disposable check = single.schedulePeriodically(() -> {
			if (check()) {
				first.countDown();
			}
		}, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
		try {
			if (!first.await(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
				log.debug("The start does not wait for Redis any longer");
			}
		}
		catch (InterruptedException ex) {
			check.dispose();
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void stop() {
		Scheduler single = this.scheduler;
		this.scheduler = null;
		this.commands = null;
		if (single != null) {
			single.dispose();
		}
	}

	@Override
	public boolean isRunning() {
		return this.scheduler != null;
	}

	/**
	 * Start after the connection factory and before the web server; stop the other way
	 * round.
	 */
	@Override
	public int getPhase() {
		return 1;
	}

	/**
	 * Connect if there is no connection, or one that fails.
	 * @return {@code false} if Redis did not respond in time
	 */
	private boolean check() {
		try {
			if (this.commands == null) {
				connect();
			}
			else {
				replaceIfSilent();
			}
			return true;
		}
		catch (RuntimeException ex) {
			Throwable cause = NestedExceptionUtils.getMostSpecificCause(ex);
			if (this.warned.compareAndSet(false, true)) {
				log.warn("Redis is not available: the service continues without it, and tries again ("
						+ cause.getClass().getSimpleName() + ")");
			}
			log.debug("No connection to Redis", ex);
			return !(cause instanceof RedisCommandTimeoutException);
		}
	}

	@SuppressWarnings("unchecked") // Lettuce's connections of Spring are of bytes
	private void connect() {
		this.commands = (RedisClusterAsyncCommands<byte[], byte[]>) this.factory.getConnection().getNativeConnection();
		this.failing = 0;
		if (this.warned.compareAndSet(true, false)) {
			log.info("Redis is available");
		}
	}

	private void replaceIfSilent() {
		this.failing = (this.breaker.getState() == CircuitBreaker.State.CLOSED) ? 0 : this.failing + 1;
		if (this.failing >= MAX_FAILING) {
			this.commands = null;
			this.factory.resetConnection();
		}
	}

}
