package io.feishuinterviews.feishu.budget.permit;

import java.util.List;

import io.feishuinterviews.feishu.budget.permit.PermitSource.Permit;

/**
 * A permit of {@link LocalPermits}: permits of each of its windows, for one call.
 */
public final class LocalPermit implements Permit {

	/**
	 * Guards the windows.
	 */
	private final LocalPermits source;

	private final List<PermitWindow> windows;

	private final int instances;

	LocalPermit(LocalPermits source, List<PermitWindow> windows, int instances) {
		this.source = source;
		this.windows = windows;
		this.instances = instances;
	}

	@Override
	public void scheduleRelease() {
		scheduleReleaseAt(this.source.now());
	}

	/**
	 * The call counts from a time on, so the permit is available again one period later.
	 * @param nanos the time in nanoseconds
	 */
	public void scheduleReleaseAt(long nanos) {
		synchronized (this.source) {
			this.windows.forEach((window) -> window.releaseLater(window.weight(this.instances), nanos));
		}
	}

	@Override
	public void cancel() {
		synchronized (this.source) {
			this.windows.forEach((window) -> window.cancel(window.weight(this.instances)));
		}
	}

}
