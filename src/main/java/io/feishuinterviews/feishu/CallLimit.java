package io.feishuinterviews.feishu;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * Lets so many calls through in any period; the others wait for their turn.
 * <p>
 * A call takes a permit, which comes back one period after the call has surely reached
 * Feishu: when it has ended, or has been under way for a while. No period then holds more
 * calls than there are permits. Resilience4j's own limiter counts by the clock: twice its
 * limit can meet where two of its periods do, and calls that are held up on their way can
 * meet more.
 */
class CallLimit {

	/**
	 * How long a call may be on its way: longer than any does, even from a machine that
	 * is very busy, and short enough not to slow us down much when Feishu is slow.
	 */
	private static final Duration LONGEST_WAY = Duration.ofMillis(100);

	private final int limit;

	private final Duration period;

	private final Duration longestWait;

	private final Scheduler scheduler;

	private final Timer waits;

	private final Counter refused;

	private final Deque<Waiting> waiting = new ArrayDeque<>();

	/**
	 * When the permits come back whose calls have arrived, soonest first, in
	 * milliseconds.
	 */
	private final Deque<Long> comingBack = new ArrayDeque<>();

	private int free;

	/**
	 * Make a limit.
	 * @param name what it is called among the metrics
	 * @param config how many calls in which period, and how long one may wait
	 * @param scheduler whose time it goes by
	 * @param meters where it is measured
	 */
	CallLimit(String name, RateLimiterConfig config, Scheduler scheduler, MeterRegistry meters) {
		this.limit = config.getLimitForPeriod();
		this.period = config.getLimitRefreshPeriod();
		this.longestWait = config.getTimeoutDuration();
		this.scheduler = scheduler;
		this.free = this.limit;
		Gauge.builder("interviews.limit.waiting", this, CallLimit::waiting)
			.description("Calls that wait for their turn within a limit of Feishu's")
			.tag("limit", name)
			.register(meters);
		this.waits = Timer.builder("interviews.limit.wait")
			.description("How long calls have waited for their turn")
			.tag("limit", name)
			.register(meters);
		this.refused = Counter.builder("interviews.limit.refused")
			.description("Calls whose turn would have come too late")
			.tag("limit", name)
			.register(meters);
	}

	/**
	 * Make a call when its turn comes.
	 * @param <T> what is asked for
	 * @param call the call
	 * @return the same, or a {@link TurnTooLateException} at once if its turn would come
	 * too late
	 */
	<T> Mono<T> inTurn(Mono<T> call) {
		return Mono.usingWhen(Mono.create(this::take), (permit) -> call, (permit) -> Mono.fromRunnable(permit::arrived),
				(permit, ex) -> Mono.fromRunnable(wasNotMade(ex) ? permit::giveBack : permit::arrived),
				(permit) -> Mono.fromRunnable(permit::arrived));
	}

	/**
	 * Whether a call was stopped before it was made.
	 */
	private static boolean wasNotMade(Throwable ex) {
		return ex instanceof TurnTooLateException || ex instanceof CallNotPermittedException;
	}

	/**
	 * Return how many calls wait for their turn.
	 * @return the number of calls
	 */
	synchronized int waiting() {
		return this.waiting.size();
	}

	private void take(MonoSink<Permit> sink) {
		Waiting caller = new Waiting(sink, now());
		synchronized (this) {
			if (this.free == 0) {
				Duration wait = wait(this.waiting.size());
				if (wait.compareTo(this.longestWait) > 0) {
					this.refused.increment();
					sink.error(new TurnTooLateException(wait));
					return;
				}
				this.waiting.add(caller);
				sink.onCancel(() -> forget(caller));
				return;
			}
			this.free--;
		}
		letThrough(caller);
	}

	private void letThrough(Waiting caller) {
		this.waits.record(now() - caller.since(), TimeUnit.MILLISECONDS);
		caller.sink().success(new Permit());
	}

	private synchronized void forget(Waiting caller) {
		this.waiting.remove(caller);
	}

	/**
	 * Return how long the next caller waits at the least.
	 * @param ahead how many wait already
	 */
	private Duration wait(int ahead) {
		if (ahead < this.comingBack.size()) {
			Iterator<Long> soonest = this.comingBack.iterator();
			for (int i = 0; i < ahead; i++) {
				soonest.next();
			}
			return until(soonest.next());
		}
		Duration known = this.comingBack.isEmpty() ? Duration.ZERO : until(this.comingBack.getLast());
		return known.plus(this.period.multipliedBy(1 + (ahead - this.comingBack.size()) / this.limit));
	}

	private Duration until(long millis) {
		return Duration.ofMillis(Math.max(0, millis - now()));
	}

	private long now() {
		return this.scheduler.now(TimeUnit.MILLISECONDS);
	}

	private void comeBack() {
		synchronized (this) {
			this.comingBack.poll();
		}
		passOn();
	}

	private void passOn() {
		Waiting next;
		synchronized (this) {
			next = this.waiting.poll();
			if (next == null) {
				this.free++;
				return;
			}
		}
		letThrough(next);
	}

	/**
	 * A caller that waits for its turn.
	 *
	 * @param sink takes the turn
	 * @param since when it came, in milliseconds
	 */
	private record Waiting(MonoSink<Permit> sink, long since) {

	}

	/**
	 * The right to make one call, now.
	 */
	private final class Permit {

		private final AtomicBoolean arrived = new AtomicBoolean();

		Permit() {
			CallLimit.this.scheduler.schedule(this::arrived, LONGEST_WAY.toMillis(), TimeUnit.MILLISECONDS);
		}

		/**
		 * Let another call have this permit at once, since this one was not made.
		 */
		void giveBack() {
			if (this.arrived.compareAndSet(false, true)) {
				passOn();
			}
		}

		/**
		 * Note that the call has reached Feishu.
		 */
		void arrived() {
			if (this.arrived.compareAndSet(false, true)) {
				long millis = CallLimit.this.period.toMillis();
				synchronized (CallLimit.this) {
					CallLimit.this.comingBack.add(now() + millis);
				}
				CallLimit.this.scheduler.schedule(CallLimit.this::comeBack, millis, TimeUnit.MILLISECONDS);
			}
		}

	}

	/**
	 * A call's turn would come too late.
	 */
	@SuppressWarnings("serial") // is never serialized
	static final class TurnTooLateException extends RuntimeException {

		private final Duration wait;

		TurnTooLateException(Duration wait) {
			super("no turn for " + wait, null, false, false);
			this.wait = wait;
		}

		Duration waitTime() {
			return this.wait;
		}

	}

}
