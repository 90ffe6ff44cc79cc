package io.feishuinterviews.feishu.mapping;

import io.feishuinterviews.feishu.payload.AbilityPayload;
import io.feishuinterviews.feishu.payload.AssessmentScorePayload;
import io.feishuinterviews.feishu.payload.DimensionAssessmentPayload;
import io.feishuinterviews.feishu.payload.DimensionScorePayload;
import io.feishuinterviews.feishu.payload.IdName;
import io.feishuinterviews.feishu.payload.ImagePayload;
import io.feishuinterviews.feishu.payload.QuestionPayload;
import io.feishuinterviews.feishu.payload.RecordPayload;
import io.feishuinterviews.feishu.payload.ScorePayload;
import io.feishuinterviews.interview.Ability;
import io.feishuinterviews.interview.DimensionAssessment;
import io.feishuinterviews.interview.DimensionScore;
import io.feishuinterviews.interview.Image;
import io.feishuinterviews.interview.InterviewRecord;
import io.feishuinterviews.interview.Question;

/**
 * Flattens the evaluation of one interviewer.
 */
final class InterviewRecordMapper {

	private InterviewRecordMapper() {
	}

	static InterviewRecord map(RecordPayload record) {
		IdName interviewer = record.interviewer();
		ScorePayload score = record.interviewScore();
		AssessmentScorePayload assessment = record.assessmentScore();
		// @formatter:off
		return new InterviewRecord(
				record.id(),
				record.userId(),
				PayloadFields.get(interviewer, IdName::id),
				PayloadFields.text(PayloadFields.get(interviewer, IdName::name)),
				record.content(),
				EnumCodes.COMMIT_STATUS.read(record.commitStatus()),
				EnumCodes.CONCLUSION.read(record.conclusion()),
				PayloadFields.get(score, ScorePayload::id),
				PayloadFields.get(score, ScorePayload::level),
				PayloadFields.text(PayloadFields.get(score, ScorePayload::zhName), PayloadFields.get(score, ScorePayload::enName)),
				PayloadFields.text(PayloadFields.get(score, ScorePayload::zhDescription), PayloadFields.get(score, ScorePayload::enDescription)),
				record.feedbackSubmitTime(),
				record.minJobLevelId(),
				record.maxJobLevelId(),
				EnumCodes.CALCULATE_TYPE.read(PayloadFields.get(assessment, AssessmentScorePayload::calculateType)),
				PayloadFields.get(assessment, AssessmentScorePayload::score),
				PayloadFields.get(assessment, AssessmentScorePayload::fullScore),
				PayloadFields.list(record.questionList(), InterviewRecordMapper::question),
				PayloadFields.list(record.codeQuestionList(), InterviewRecordMapper::question),
				PayloadFields.list(record.imageList(), InterviewRecordMapper::image),
				PayloadFields.list(record.dimensionAssessmentList(), InterviewRecordMapper::dimensionAssessment));
		// @formatter:on
	}

	private static Question question(QuestionPayload question) {
		return new Question(question.id(), PayloadFields.text(question.title()),
				PayloadFields.text(question.description()), question.content(),
				PayloadFields.list(question.abilityList(), InterviewRecordMapper::ability));
	}

	private static Ability ability(AbilityPayload ability) {
		return new Ability(ability.id(), PayloadFields.text(ability.name()), PayloadFields.text(ability.description()));
	}

	private static Image image(ImagePayload image) {
		return new Image(image.id(), image.url(), image.name(), image.mime(), image.createTime());
	}

	private static DimensionAssessment dimensionAssessment(DimensionAssessmentPayload assessment) {
		DimensionScorePayload score = assessment.dimensionScore();
		// @formatter:off
		return new DimensionAssessment(
				assessment.id(),
				PayloadFields.text(assessment.name()),
				assessment.fullScore(),
				assessment.content(),
				assessment.dimensionId(),
				EnumCodes.DIMENSION_TYPE.read(assessment.dimensionType()),
				PayloadFields.get(score, DimensionScorePayload::id),
				PayloadFields.text(PayloadFields.get(score, DimensionScorePayload::name)),
				PayloadFields.get(score, DimensionScorePayload::scoreVal),
				PayloadFields.list(assessment.dimensionScoreList(), InterviewRecordMapper::dimensionScore),
				assessment.dimensionCustomScore(),
				PayloadFields.list(assessment.abilityList(), InterviewRecordMapper::ability),
				PayloadFields.list(assessment.questionList(), InterviewRecordMapper::question));
		// @formatter:on
	}

	private static DimensionScore dimensionScore(DimensionScorePayload score) {
		return new DimensionScore(score.id(), PayloadFields.text(score.name()), score.scoreVal());
	}

}
