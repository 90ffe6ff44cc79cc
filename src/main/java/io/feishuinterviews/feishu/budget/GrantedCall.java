package io.feishuinterviews.feishu.budget;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.feishuinterviews.feishu.budget.permit.PermitSource.Permit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * One call that may be made now. It counts as arrived when it has ended, or has been
 * under way for a while.
 */
final class GrantedCall {

	/**
	 * The maximum transit time of a call to Feishu, also from a busy machine. Short
	 * enough to keep the throughput when Feishu is slow.
	 */
	private static final Duration MAX_TRANSIT_TIME = Duration.ofMillis(100);

	private final Permit permit;

	private final Runnable onCancel;

	private final AtomicBoolean ended = new AtomicBoolean();

	private final Disposable transit;

	GrantedCall(Permit permit, Scheduler scheduler, Runnable onCancel) {
		this.permit = permit;
		this.onCancel = onCancel;
		this.transit = scheduler.schedule(this::scheduleRelease, MAX_TRANSIT_TIME.toMillis(), TimeUnit.MILLISECONDS);
	}

	/**
	 * The call has reached Feishu.
	 */
	void scheduleRelease() {
		if (end()) {
			this.permit.scheduleRelease();
		}
	}

	/**
	 * The call was not made.
	 */
	void cancel() {
		if (end()) {
			this.permit.cancel();
			this.onCancel.run();
		}
	}

	private boolean end() {
		if (!this.ended.compareAndSet(false, true)) {
			return false;
		}
		this.transit.dispose();
		return true;
	}

}
