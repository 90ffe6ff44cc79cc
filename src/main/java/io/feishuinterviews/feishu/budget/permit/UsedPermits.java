package io.feishuinterviews.feishu.budget.permit;

/**
 * Permits that are used, by window.
 *
 * @param second those of the second
 * @param minute those of the minute
 * @param backgroundSecond those of the second for background refreshes
 * @param backgroundMinute those of the minute for background refreshes
 */
public record UsedPermits(int second, int minute, int backgroundSecond, int backgroundMinute) {

}
