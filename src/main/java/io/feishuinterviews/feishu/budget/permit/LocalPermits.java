package io.feishuinterviews.feishu.budget.permit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import reactor.core.scheduler.Scheduler;

/**
 * Permits of this instance alone, for two limits: calls in any second and calls in any
 * minute.
 * <p>
 * A permit is available again one period after its call has arrived, so no period holds
 * more calls than there are permits. Resilience4j's own limiter counts in fixed windows:
 * up to twice its limit can meet where two of them do.
 */
public final class LocalPermits implements PermitSource {

	/**
	 * How many times as many calls as are known a burst may have.
	 */
	private static final int BURST = 3;

	private final PermitWindow second;

	private PermitWindow minute;

	private final PermitWindow backgroundSecond;

	private PermitWindow backgroundMinute;

	private final Scheduler scheduler;

	/**
	 * Create the permits.
	 * @param second the limit on calls in a second
	 * @param minute the limit on calls in a minute
	 * @param scheduler the source of time
	 */
	public LocalPermits(RateLimiterConfig second, RateLimiterConfig minute, Scheduler scheduler) {
		this.second = PermitWindow.of("feishu", second);
		this.minute = PermitWindow.of("feishu-minute", minute);
		this.backgroundSecond = this.second.half();
		this.backgroundMinute = this.minute.half();
		this.scheduler = scheduler;
	}

	@Override
	public CompletionStage<AcquireResult> tryAcquire(Priority priority) {
		return CompletableFuture.completedFuture(tryAcquire(priority, 1));
	}

	/**
	 * Try to take a permit while others have the same permits, and each of them may take
	 * as many.
	 * @param priority the priority of the call
	 * @param instances the number of instances that have the permits
	 * @return a {@link Permit} or a {@link Wait}
	 */
	public synchronized AcquireResult tryAcquire(Priority priority, int instances) {
		Wait wait = estimateWait(priority, 0, instances);
		return wait.time().isZero() ? take(priority, instances) : wait;
	}

	/**
	 * Take a permit that another source has granted, whether there is one or not.
	 * @param priority the priority of the call
	 * @return the permit
	 */
	public LocalPermit take(Priority priority) {
		return take(priority, 1);
	}

	private synchronized LocalPermit take(Priority priority, int instances) {
		List<PermitWindow> windows = windows(priority);
		windows.forEach((window) -> window.take(window.weight(instances)));
		return new LocalPermit(this, windows, instances);
	}

	/**
	 * Note that others have made calls.
	 * @param used how many, by window
	 */
	public synchronized void recordUsed(UsedPermits used) {
		recordUsed(this.second, used.second());
		recordUsed(this.minute, used.minute());
		recordUsed(this.backgroundSecond, used.backgroundSecond());
		recordUsed(this.backgroundMinute, used.backgroundMinute());
	}

	/**
	 * Note that others have made calls, of which those of the last minute may be known.
	 * @param used how many; those of a second count
	 * @param all all calls; those of a minute count
	 */
	public synchronized void recordUsed(UsedPermits used, UsedPermits all) {
		long now = now();
		recordUsed(new UsedPermits(used.second(), all.minute() - this.minute.used(now), used.backgroundSecond(),
				all.backgroundMinute() - this.backgroundMinute.used(now)));
	}

	/**
	 * Replace what is known and assumed of the last minute. In the last second, calls
	 * count as before.
	 * @param calls the calls of the last minute, oldest first
	 */
	public synchronized void recountMinute(List<CallsOfAge> calls) {
		long now = now();
		this.minute = this.minute.unused();
		this.backgroundMinute = this.backgroundMinute.unused();
		for (CallsOfAge each : calls) {
			this.minute.recordUsed(each.age(), each.all(), now);
			this.backgroundMinute.recordUsed(each.age(), each.background(), now);
		}
	}

	/**
	 * Assume that others have made calls, as far as the limits allow. Calls come in
	 * bursts, so the more there were in the last second, the more are assumed.
	 * @param unknown the time since which it is not known what others do
	 */
	public synchronized void assumeUsed(Duration unknown) {
		long now = now();
		int assumed = Math.max(this.second.permitsIn(unknown), BURST * this.second.used(now));
		for (PermitWindow window : windows(Priority.CLIENT)) {
			recordUsed(window, Math.min(assumed, window.limit() - window.used(now)));
		}
	}

	private void recordUsed(PermitWindow window, int permits) {
		window.recordUsed(Duration.ZERO, permits, now());
	}

	@Override
	public Wait estimateWait(Priority priority, int ahead) {
		return estimateWait(priority, ahead, 1);
	}

	/**
	 * Estimate the time until a permit is available while others take as many.
	 * @param priority the priority of the call
	 * @param ahead the number of permits that are taken here before
	 * @param instances the number of instances that take permits
	 * @return the time, zero if there is a permit now
	 */
	public synchronized Wait estimateWait(Priority priority, int ahead, int instances) {
		long now = now();
		int reserve = (priority == Priority.CLIENT) ? 0 : this.minute.tenth();
		Wait wait = new Wait(Duration.ZERO, this.second.name());
		for (PermitWindow window : windows(priority)) {
			int before = (ahead + 1) * window.weight(instances) - 1 + ((window == this.minute) ? reserve : 0);
			wait = wait.orLonger(new Wait(Duration.ofNanos(window.waitFor(before, now)), window.name()));
		}
		return wait;
	}

	@Override
	public RateLimiterConfig minute() {
		return this.minute.config();
	}

	private List<PermitWindow> windows(Priority priority) {
		return (priority == Priority.BACKGROUND)
				? List.of(this.second, this.minute, this.backgroundSecond, this.backgroundMinute)
				: List.of(this.second, this.minute);
	}

	/**
	 * Return the time. In nanoseconds it is monotonic, in larger units it is not.
	 */
	long now() {
		return this.scheduler.now(TimeUnit.NANOSECONDS);
	}

}
