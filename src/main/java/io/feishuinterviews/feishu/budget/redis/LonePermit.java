package io.feishuinterviews.feishu.budget.redis;

import io.feishuinterviews.feishu.budget.LocalPermits.LocalPermit;
import io.feishuinterviews.feishu.budget.PermitSource.Permit;
import io.feishuinterviews.feishu.budget.PermitSource.Use;

/**
 * A permit that this instance has taken alone. Redis will know of the call later.
 */
final class LonePermit implements Permit {

	private final SharedPermits permits;

	private final LocalPermit permit;

	private final String name;

	private final Use use;

	LonePermit(SharedPermits permits, LocalPermit permit, String name, Use use) {
		this.permits = permits;
		this.permit = permit;
		this.name = name;
		this.use = use;
	}

	@Override
	public void arrived() {
		this.permit.arrived();
		this.permits.made(this.name, this.use);
	}

	@Override
	public void giveBack() {
		this.permit.giveBack();
		this.permits.notMade(this.name);
		this.permits.redis().giveBack(this.name).subscribe();
	}

}
