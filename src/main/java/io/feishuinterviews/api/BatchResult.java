package io.feishuinterviews.api;

import java.util.List;

import io.feishuinterviews.interview.Interview;
import org.jspecify.annotations.Nullable;

/**
 * One talent's part in an answer on many.
 *
 * @param talentId The talent's ID in Feishu Hire.
 * @param status The status that the talent alone would have been answered with.
 * @param interviews The interviews by time, those without one last; absent unless the
 * status is 200.
 * @param problem What went wrong; absent if the status is 200.
 */
record BatchResult(String talentId, int status, @Nullable List<Interview> interviews, @Nullable Problem problem) {

}
