package io.feishuinterviews.feishu.budget.redis;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

import org.springframework.context.SmartLifecycle;

/**
 * Reports to Redis that this instance runs, and at last that it ends.
 */
final class Heartbeat implements SmartLifecycle {

	private static final Duration LONGEST_FAREWELL = Duration.ofMillis(200);

	private final SharedPermits permits;

	private final Duration interval;

	private final Scheduler scheduler;

	private volatile @Nullable Disposable task;

	Heartbeat(SharedPermits permits, Duration interval, Scheduler scheduler) {
		this.permits = permits;
		this.interval = interval;
		this.scheduler = scheduler;
	}

	@Override
	public void start() {
		this.task = this.scheduler.schedulePeriodically(() -> this.permits.report().subscribe(), 0,
				this.interval.toMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public void stop() {
		Disposable running = this.task;
		this.task = null;
		if (running != null) {
			running.dispose();
			this.permits.leave().timeout(LONGEST_FAREWELL).onErrorComplete().block();
		}
	}

	@Override
	public boolean isRunning() {
		return this.task != null;
	}

	/**
	 * Start after the connection to Redis and before the web server; stop the other way
	 * round.
	 */
	@Override
	public int getPhase() {
		return 2;
	}

}
