package io.feishuinterviews.feishu.payload;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * {@code interview_record_list[]}: one interviewer's record.
 */
public record RecordPayload(@Nullable String id, @Nullable String userId, @Nullable String content,
		@Nullable String minJobLevelId, @Nullable String maxJobLevelId, @Nullable NumericCode commitStatus,
		@Nullable Instant feedbackSubmitTime, @Nullable NumericCode conclusion, @Nullable ScorePayload interviewScore,
		@Nullable AssessmentScorePayload assessmentScore, @Nullable List<@Nullable QuestionPayload> questionList,
		@Nullable List<@Nullable QuestionPayload> codeQuestionList, @Nullable IdName interviewer,
		@Nullable List<@Nullable ImagePayload> imageList,
		@Nullable List<@Nullable DimensionAssessmentPayload> dimensionAssessmentList) {

	/**
	 * Contains only the ID: the other fields are personal data, which must not be logged.
	 */
	@Override
	public String toString() {
		return "RecordPayload[" + this.id + "]";
	}

}
