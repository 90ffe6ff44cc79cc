package io.feishuinterviews.feishu.budget.redis;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Reports to Redis that this instance takes permits, and at last that it does not any
 * more.
 */
final class Heartbeat {

	private static final Duration MAX_LEAVE_TIME = Duration.ofMillis(200);

	private final SharedPermits permits;

	private final Duration interval;

	private final Scheduler scheduler;

	private final Disposable.Swap task = Disposables.swap();

	Heartbeat(SharedPermits permits, Duration interval, Scheduler scheduler) {
		this.permits = permits;
		this.interval = interval;
		this.scheduler = scheduler;
	}

	void start() {
		this.task.update(this.scheduler.schedulePeriodically(() -> this.permits.report().subscribe(), 0,
				this.interval.toMillis(), TimeUnit.MILLISECONDS));
	}

	/**
	 * Report no more.
	 * @return completes when Redis knows, or soon after that
	 */
	Mono<Void> stop() {
		return Mono.defer(() -> {
			this.task.dispose();
			return this.permits.leave();
		}).timeout(MAX_LEAVE_TIME).onErrorComplete();
	}

}
