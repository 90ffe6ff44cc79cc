package io.feishuinterviews.feishu.budget.permit;

import java.time.Duration;

/**
 * Numbers of calls of some age.
 *
 * @param age the age that they have at least
 * @param all all calls
 * @param background the background refreshes among them
 */
public record CallsOfAge(Duration age, int all, int background) {

}
