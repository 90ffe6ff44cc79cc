package io.feishuinterviews.feishu.budget.redis;

import io.feishuinterviews.feishu.budget.permit.LocalPermits.LocalPermit;
import io.feishuinterviews.feishu.budget.permit.PermitSource.Permit;
import io.feishuinterviews.feishu.budget.permit.PermitSource.Use;

/**
 * A permit that this instance has taken alone. Redis will know of the call later.
 */
final class LonePermit implements Permit {

	private final Ledger ledger;

	private final SharedBudget redis;

	private final LocalPermit permit;

	private final String name;

	private final Use use;

	LonePermit(Ledger ledger, SharedBudget redis, LocalPermit permit, String name, Use use) {
		this.ledger = ledger;
		this.redis = redis;
		this.permit = permit;
		this.name = name;
		this.use = use;
	}

	@Override
	public void arrived() {
		this.permit.arrived();
		this.ledger.made(this.name, this.use);
	}

	@Override
	public void giveBack() {
		this.permit.giveBack();
		this.ledger.notMade(this.name);
		this.redis.giveBack(this.name).subscribe();
	}

}
