package io.feishuinterviews.interview;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One interviewer's record of an interview. What Feishu left out is absent here.
 *
 * @param id The record's ID. Feishu: {@code id}.
 * @param userId The interviewer's user ID. Feishu: {@code user_id}.
 * @param interviewerId The interviewer's ID, of the requested kind. Feishu: {@code
 * interviewer.id}.
 * @param interviewerName The interviewer's name, in the language of the response. Feishu:
 * {@code interviewer.name}.
 * @param content The feedback. Feishu: {@code content}.
 * @param commitStatus Whether the feedback has been submitted. Feishu: {@code
 * commit_status}.
 * @param conclusion The verdict. Feishu: {@code conclusion}.
 * @param scoreId The ID of the score given. Feishu: {@code interview_score.id}.
 * @param scoreLevel The level of the score given, on a scale that the tenant defines.
 * Feishu: {@code interview_score.level}.
 * @param scoreName The name of the score given, in the language of the response. Feishu:
 * {@code
 * interview_score.zh_name} and {@code .en_name}.
 * @param scoreDescription What the score given means, in the language of the response.
 * Feishu: {@code interview_score.zh_description} and {@code .en_description}.
 * @param feedbackSubmitTime When the feedback was submitted, in UTC. Feishu: {@code
 * feedback_submit_time}, in milliseconds.
 * @param minJobLevelId The ID of the lowest job level suggested, of the requested kind.
 * Feishu: {@code min_job_level_id}.
 * @param maxJobLevelId The ID of the highest job level suggested, of the requested kind.
 * Feishu: {@code max_job_level_id}.
 * @param assessmentScoreCalculateType How the assessment's score is added up. Feishu:
 * {@code assessment_score.calculate_type}.
 * @param assessmentScoreScore The assessment's score, with two decimals. Feishu: {@code
 * assessment_score.score}.
 * @param assessmentScoreFullScore The maximum score of the assessment. Feishu:
 * {@code assessment_score.full_score}.
 * @param questions The questions of the interview. Feishu: {@code question_list}.
 * @param codeQuestions The coding questions of the interview. Feishu:
 * {@code code_question_list}.
 * @param images The images attached. Feishu: {@code image_list}.
 * @param dimensionAssessments The assessment, dimension by dimension. Feishu: {@code
 * dimension_assessment_list}.
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
	 * Contains only the ID: the other fields are personal data, which must not be logged.
	 */
	@Override
	public String toString() {
		return "InterviewRecord[" + this.id + "]";
	}

}
