package io.feishuinterviews.feishu.budget.redis;

import io.feishuinterviews.feishu.budget.permit.LocalPermits.LocalPermit;
import io.feishuinterviews.feishu.budget.permit.PermitSource.Permit;
import io.feishuinterviews.feishu.budget.permit.PermitSource.Use;
import io.feishuinterviews.feishu.budget.redis.SharedBudget.Question;

/**
 * A permit that Redis has granted. It counts there for one period, and for as long as a
 * call usually takes to reach Feishu. Only a later call is reported.
 */
final class SharedPermit implements Permit {

	private final Ledger ledger;

	private final SharedBudget redis;

	private final LocalPermit permit;

	private final String name;

	private final Use use;

	/**
	 * When Redis was asked.
	 */
	private final long asked;

	SharedPermit(Ledger ledger, SharedBudget redis, LocalPermit permit, Question question, Use use) {
		this.ledger = ledger;
		this.redis = redis;
		this.permit = permit;
		this.name = question.permitId();
		this.use = use;
		this.asked = question.nanos();
	}

	@Override
	public void arrived() {
		this.permit.arrivedAt(this.asked);
		if (age() > this.ledger.times().transit().toNanos()) {
			this.ledger.made(this.name, this.use);
		}
	}

	@Override
	public void giveBack() {
		this.permit.giveBack();
		this.ledger.notMade(this.name);
		this.redis.giveBack(this.name).subscribe();
	}

	@Override
	public boolean isExpired() {
		return age() > this.ledger.times().expiry().toNanos();
	}

	@Override
	public boolean isShared() {
		return true;
	}

	private long age() {
		return this.ledger.now() - this.asked;
	}

}
