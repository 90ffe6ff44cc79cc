package io.feishuinterviews.interview;

/**
 * What is asked of Feishu. The IDs in an answer depend on all three, so together they
 * identify it in any cache.
 *
 * @param talentId the talent's ID in Feishu Hire
 * @param userIdType the kind of ID for people
 * @param jobLevelIdType the kind of ID for job levels
 */
public record TalentQuery(String talentId, UserIdType userIdType, JobLevelIdType jobLevelIdType) {

}
