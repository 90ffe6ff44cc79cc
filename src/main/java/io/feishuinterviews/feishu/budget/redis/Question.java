package io.feishuinterviews.feishu.budget.redis;

import java.util.List;

/**
 * What an instance tells Redis when it asks.
 *
 * @param name the name of the permit that it wants
 * @param nanos when it asks
 * @param calls its calls that Redis may not know
 * @param ownCalls how many calls it has made in the last minute
 * @param instances the number of instances that it knows
 * @param expected the number of instances to be expected
 */
record Question(String name, long nanos, List<OwnCall> calls, int ownCalls, int instances, int expected) {

}
