package io.feishuinterviews.feishu.budget.redis;

import java.util.List;

import io.feishuinterviews.feishu.budget.permit.CallsOfAge;
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
 * @param since when Redis began to count, in milliseconds by its clock: another time than
 * before means that Redis has lost data
 * @param total the calls since then
 * @param added how many of them this command has added
 * @param reservedSecond the calls in a second that are reserved for instances that do not
 * take their permits from Redis
 * @param reservedMinute the calls in a minute that are reserved for them
 * @param byAge the calls of the last minute by age, oldest first; empty unless requested
 */
record BudgetState(long result, long delayMillis, long limit, UsedPermits used, int instances, int competing,
		long since, Calls total, Calls added, int reservedSecond, int reservedMinute, List<CallsOfAge> byAge) {

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
