package io.feishuinterviews.feishu.budget.redis;

import io.feishuinterviews.feishu.budget.PermitSource.Use;
import reactor.core.publisher.Mono;

/**
 * The budget in Redis. Results are empty if Redis is unavailable.
 */
interface SharedBudget {

	/**
	 * Ask for a permit.
	 * @param use what the permit is for
	 * @param question what this instance knows
	 * @return what Redis knows
	 */
	Mono<Standing> acquire(Use use, Question question);

	/**
	 * Report that this instance runs.
	 * @param shared whether it takes its permits here
	 * @param question what this instance knows
	 * @return what Redis knows
	 */
	Mono<Standing> report(boolean shared, Question question);

	/**
	 * Give a permit back whose call was not made.
	 * @param name the name of the permit
	 * @return completes when Redis knows
	 */
	Mono<Void> giveBack(String name);

	/**
	 * Report that this instance ends.
	 * @return completes when Redis knows
	 */
	Mono<Void> leave();

}
