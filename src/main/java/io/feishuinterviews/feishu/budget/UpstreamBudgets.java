package io.feishuinterviews.feishu.budget;

import java.time.Duration;

import io.feishuinterviews.feishu.budget.permit.PermitSource;
import io.feishuinterviews.feishu.budget.permit.PermitSources;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UpstreamShares;
import reactor.core.scheduler.Scheduler;

/**
 * Creates the upstream budget of each tenant.
 */
public final class UpstreamBudgets {

	private final PermitSources sources;

	private final UpstreamLimits limits;

	private final UpstreamShares shares;

	private final Scheduler scheduler;

	private final BudgetMetrics metrics;

	/**
	 * Create a factory of budgets.
	 * @param sources create the sources of permits
	 * @param limits Feishu's limits, for how long a call may wait
	 * @param shares the most that each client may cause
	 * @param scheduler the source of time, which also starts calls
	 * @param metrics the metrics of all budgets together
	 */
	public UpstreamBudgets(PermitSources sources, UpstreamLimits limits, UpstreamShares shares, Scheduler scheduler,
			BudgetMetrics metrics) {
		this.sources = sources;
		this.limits = limits;
		this.shares = shares;
		this.scheduler = scheduler;
		this.metrics = metrics;
	}

	/**
	 * Create the budget of a tenant.
	 * @param tenant the tenant
	 * @return a budget of which nothing is used
	 */
	public UpstreamBudget create(Tenant tenant) {
		Duration second = this.limits.second().getTimeoutDuration();
		Duration minute = this.limits.minute().getTimeoutDuration();
		PermitSource source = this.sources.of(tenant);
		return new UpstreamBudget(source, new ClientUsage(source.minute(), this.shares),
				(minute.compareTo(second) < 0) ? minute : second, this.scheduler, this.metrics);
	}

}
