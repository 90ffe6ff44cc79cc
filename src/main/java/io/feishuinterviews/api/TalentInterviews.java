package io.feishuinterviews.api;

import java.util.List;

import io.feishuinterviews.interview.Interview;

/**
 * A talent's interviews.
 *
 * @param talentId The talent's ID in Feishu Hire.
 * @param interviews The interviews by time, those without one last.
 */
public record TalentInterviews(String talentId, List<Interview> interviews) {

}
