package io.feishuinterviews.feishu.budget.redis;

import java.util.List;

import io.feishuinterviews.feishu.budget.permit.PermitSource.Priority;
import reactor.core.publisher.Mono;

/**
 * The budget in Redis. Results are empty if Redis is unavailable.
 */
interface SharedBudget {

	/**
	 * Request a permit.
	 * @param priority the priority of the call
	 * @param request what this instance knows
	 * @return what Redis knows
	 */
	Mono<BudgetState> acquire(Priority priority, BudgetRequest request);

	/**
	 * Report that this instance runs.
	 * @param shared whether it takes its permits here
	 * @param request what this instance knows
	 * @return what Redis knows
	 */
	Mono<BudgetState> report(boolean shared, BudgetRequest request);

	/**
	 * Give a permit back whose call was not made.
	 * @param name the name of the permit
	 * @return completes when Redis knows
	 */
	Mono<Void> cancel(String name);

	/**
	 * Report that this instance ends.
	 * @return completes when Redis knows
	 */
	Mono<Void> leave();

	/**
	 * A request to the budget in Redis.
	 *
	 * @param permitId the name of the requested permit
	 * @param nanos the time of the request
	 * @param calls its calls that Redis may not know
	 * @param ownCalls how many calls it has made in the last minute
	 * @param instances the number of instances that it knows
	 * @param expected the number of instances to be expected
	 * @param byAge whether it needs the calls of the last minute by age
	 */
	record BudgetRequest(String permitId, long nanos, List<OwnCall> calls, int ownCalls, int instances, int expected,
			boolean byAge) {

	}

	/**
	 * A call that an instance has made, or will make at once.
	 *
	 * @param permitId the name of its permit
	 * @param priority the priority of the call
	 * @param nanos when the call has reached Feishu, as far as is known
	 */
	record OwnCall(String permitId, Priority priority, long nanos) {

	}

}
