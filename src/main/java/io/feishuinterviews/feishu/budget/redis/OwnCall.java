package io.feishuinterviews.feishu.budget.redis;

import io.feishuinterviews.feishu.budget.PermitSource.Use;

/**
 * A call that this instance has made, or will make at once.
 *
 * @param name the name of its permit
 * @param use what the permit is for
 * @param nanos when the call has reached Feishu, as far as is known
 */
record OwnCall(String name, Use use, long nanos) {

}
