package io.feishuinterviews.feishu.budget.redis;

import io.feishuinterviews.feishu.budget.permit.LocalPermit;
import io.feishuinterviews.feishu.budget.permit.PermitSource.Permit;
import io.feishuinterviews.feishu.budget.permit.PermitSource.Priority;
import org.jspecify.annotations.Nullable;

/**
 * A permit of the shared budget. One that Redis has granted counts there for one period,
 * and for as long as a call usually takes to reach Feishu; only a later call is reported.
 * One that this instance has taken alone is always reported.
 */
final class BudgetPermit implements Permit {

	private final KnownBudget known;

	private final SharedBudget redis;

	private final LocalPermit permit;

	private final String name;

	private final Priority priority;

	/**
	 * The time of the request to Redis, {@code null} if there was none.
	 */
	private final @Nullable Long askedAt;

	BudgetPermit(KnownBudget known, SharedBudget redis, LocalPermit permit, String name, Priority priority,
			@Nullable Long askedAt) {
		this.known = known;
		this.redis = redis;
		this.permit = permit;
		this.name = name;
		this.priority = priority;
		this.askedAt = askedAt;
	}

	@Override
	public void scheduleRelease() {
		if (this.askedAt == null) {
			this.permit.scheduleRelease();
		}
		else {
			this.permit.scheduleReleaseAt(this.askedAt);
		}
		if (age() > this.known.times().transit().toNanos()) {
			this.known.recordCall(this.name, this.priority);
		}
	}

	@Override
	public void cancel() {
		this.permit.cancel();
		this.known.removeCall(this.name);
		this.redis.cancel(this.name).subscribe();
	}

	@Override
	public boolean isExpired() {
		return isShared() && age() > this.known.times().expiry().toNanos();
	}

	@Override
	public boolean isShared() {
		return this.askedAt != null;
	}

	private long age() {
		return (this.askedAt != null) ? this.known.now() - this.askedAt : Long.MAX_VALUE;
	}

}
