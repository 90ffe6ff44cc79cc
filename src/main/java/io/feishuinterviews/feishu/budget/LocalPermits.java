package io.feishuinterviews.feishu.budget;

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

	private final PermitWindow second;

	private final PermitWindow minute;

	private final List<PermitWindow> halves;

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
		this.halves = List.of(this.second.half(), this.minute.half());
		this.scheduler = scheduler;
	}

	@Override
	public synchronized CompletionStage<Reply> tryAcquire(Use use) {
		Wait wait = estimateWait(use, 0);
		if (!wait.time().isZero()) {
			return CompletableFuture.completedFuture(wait);
		}
		List<PermitWindow> windows = (use == Use.BACKGROUND)
				? List.of(this.second, this.minute, this.halves.get(0), this.halves.get(1))
				: List.of(this.second, this.minute);
		windows.forEach(PermitWindow::take);
		return CompletableFuture.completedFuture(new LocalPermit(windows));
	}

	@Override
	public synchronized Wait estimateWait(Use use, int ahead) {
		long now = now();
		int reserve = (use == Use.CLIENT) ? 0 : this.minute.tenth();
		Wait wait = longer(waitFor(this.second, ahead, now), waitFor(this.minute, ahead + reserve, now));
		if (use == Use.BACKGROUND) {
			for (PermitWindow half : this.halves) {
				wait = longer(wait, waitFor(half, ahead, now));
			}
		}
		return wait;
	}

	private static Wait waitFor(PermitWindow window, int ahead, long now) {
		return new Wait(Duration.ofNanos(window.waitFor(ahead, now)), window.name());
	}

	private static Wait longer(Wait one, Wait other) {
		return (other.time().compareTo(one.time()) > 0) ? other : one;
	}

	/**
	 * Return the time. In nanoseconds it is monotonic, in larger units it is not.
	 */
	private long now() {
		return this.scheduler.now(TimeUnit.NANOSECONDS);
	}

	/**
	 * One permit of each of its windows.
	 */
	private final class LocalPermit implements Permit {

		private final List<PermitWindow> windows;

		LocalPermit(List<PermitWindow> windows) {
			this.windows = windows;
		}

		@Override
		public void arrived() {
			synchronized (LocalPermits.this) {
				long now = now();
				this.windows.forEach((window) -> window.releaseLater(now));
			}
		}

		@Override
		public void giveBack() {
			synchronized (LocalPermits.this) {
				this.windows.forEach(PermitWindow::giveBack);
			}
		}

	}

}
