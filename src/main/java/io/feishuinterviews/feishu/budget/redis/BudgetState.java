package io.feishuinterviews.feishu.budget.redis;

import io.feishuinterviews.feishu.budget.permit.UsedPermits;

/**
 * What Redis knows of the budget.
 *
 * @param result 1 for a permit, 0 for none, -1 if Redis did not know the instance
 * @param delayMillis the time until there may be a permit
 * @param limit which limit is reached: 1 the second, 2 the minute
 * @param used the permits that are used
 * @param instances the number of instances
 * @param competing how many of them lack permits, this one included
 * @param total the calls so far
 * @param added how many of them this command has added
 */
record BudgetState(long result, long delayMillis, long limit, UsedPermits used, int instances, int competing,
		Calls total, Calls added) {

	boolean isGranted() {
		return this.result > 0;
	}

	boolean isUnknown() {
		return this.result < 0;
	}

	/**
	 * Numbers of calls.
	 *
	 * @param all all calls
	 * @param background the background refreshes among them
	 */
	record Calls(long all, long background) {

		Calls minus(Calls other) {
			return new Calls(this.all - other.all, this.background - other.background);
		}

	}

}
