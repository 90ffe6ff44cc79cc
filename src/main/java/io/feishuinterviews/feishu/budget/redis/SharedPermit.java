package io.feishuinterviews.feishu.budget.redis;

import io.feishuinterviews.feishu.budget.LocalPermits.LocalPermit;
import io.feishuinterviews.feishu.budget.PermitSource.Permit;
import io.feishuinterviews.feishu.budget.PermitSource.Use;

/**
 * A permit that Redis has granted. It counts there for one period, and for as long as a
 * call usually takes to reach Feishu. Only a later call is reported.
 */
final class SharedPermit implements Permit {

	private final SharedPermits permits;

	private final LocalPermit permit;

	private final String name;

	private final Use use;

	/**
	 * When Redis was asked.
	 */
	private final long asked;

	SharedPermit(SharedPermits permits, LocalPermit permit, String name, Use use, long asked) {
		this.permits = permits;
		this.permit = permit;
		this.name = name;
		this.use = use;
		this.asked = asked;
	}

	@Override
	public void arrived() {
		this.permit.arrivedAt(this.asked);
		if (age() > this.permits.times().transit().toNanos()) {
			this.permits.made(this.name, this.use);
		}
	}

	@Override
	public void giveBack() {
		this.permit.giveBack();
		this.permits.notMade(this.name);
		this.permits.redis().giveBack(this.name).subscribe();
	}

	@Override
	public boolean isExpired() {
		return age() > this.permits.times().expiry().toNanos();
	}

	@Override
	public boolean isShared() {
		return true;
	}

	private long age() {
		return this.permits.now() - this.asked;
	}

}
