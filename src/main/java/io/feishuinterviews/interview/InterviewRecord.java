package io.feishuinterviews.interview;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One interviewer's record of an interview. What Feishu left out is absent here.
 *
 * @param id the record's ID
 * @param userId the interviewer's user ID
 * @param interviewerId the interviewer's ID, of the kind asked for
 * @param interviewerName the interviewer's name
 * @param content the feedback
 * @param commitStatus whether the feedback has been handed in
 * @param conclusion the verdict
 * @param scoreId the score given, from {@code interview_score}
 * @param scoreLevel its level, on a scale that the tenant defines
 * @param scoreName its name
 * @param scoreDescription what it means
 * @param feedbackSubmitTime when the feedback was handed in
 * @param minJobLevelId the lowest job level suggested
 * @param maxJobLevelId the highest job level suggested
 * @param assessmentScoreCalculateType how the assessment's score is added up
 * @param assessmentScoreScore the assessment's score, with two decimals
 * @param assessmentScoreFullScore the highest score to be had
 * @param questions the questions asked
 * @param codeQuestions the coding questions asked
 * @param images the images attached
 * @param dimensionAssessments the assessment, dimension by dimension
 */
public record InterviewRecord(@Nullable String id, @Nullable String userId, @Nullable String interviewerId,
		@Nullable LocalizedText interviewerName, @Nullable String content,
		@Nullable OpenEnum<CommitStatus> commitStatus, @Nullable OpenEnum<Conclusion> conclusion,
		@Nullable String scoreId, @Nullable Integer scoreLevel, @Nullable LocalizedText scoreName,
		@Nullable LocalizedText scoreDescription, @Nullable Instant feedbackSubmitTime, @Nullable String minJobLevelId,
		@Nullable String maxJobLevelId, @Nullable OpenEnum<CalculateType> assessmentScoreCalculateType,
		@Nullable BigDecimal assessmentScoreScore, @Nullable BigDecimal assessmentScoreFullScore,
		@Nullable List<Question> questions, @Nullable List<Question> codeQuestions, @Nullable List<Image> images,
		@Nullable List<DimensionAssessment> dimensionAssessments) {

	/**
	 * Names the record only: what it says of people belongs in no log.
	 */
	@Override
	public String toString() {
		return "InterviewRecord[" + this.id + "]";
	}

}
