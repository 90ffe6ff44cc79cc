package io.feishuinterviews.feishu.mapping;

import java.util.Map;

import io.feishuinterviews.interview.AppointmentKind;
import io.feishuinterviews.interview.ArrangementStatus;
import io.feishuinterviews.interview.ArrangementType;
import io.feishuinterviews.interview.CalculateType;
import io.feishuinterviews.interview.CommitStatus;
import io.feishuinterviews.interview.Conclusion;
import io.feishuinterviews.interview.DimensionType;
import io.feishuinterviews.interview.InterviewRoundSummary;
import io.feishuinterviews.interview.InterviewType;
import io.feishuinterviews.interview.ReservedStatus;
import io.feishuinterviews.interview.VideoType;

/**
 * Feishu's documented code lists.
 */
final class EnumCodes {

	static final EnumCodeTable<CommitStatus> COMMIT_STATUS = new EnumCodeTable<>(
			Map.ofEntries(Map.entry("1", CommitStatus.SUBMITTED), Map.entry("2", CommitStatus.NOT_SUBMITTED)));

	static final EnumCodeTable<Conclusion> CONCLUSION = new EnumCodeTable<>(
			Map.ofEntries(Map.entry("1", Conclusion.PASS), Map.entry("2", Conclusion.FAIL),
					Map.entry("3", Conclusion.NOT_STARTED), Map.entry("4", Conclusion.NOT_SUBMITTED),
					Map.entry("5", Conclusion.ABSENT), Map.entry("6", Conclusion.UNDECIDED)));

	static final EnumCodeTable<InterviewRoundSummary> INTERVIEW_ROUND_SUMMARY = new EnumCodeTable<>(Map.ofEntries(
			Map.entry("2", InterviewRoundSummary.NOT_STARTED), Map.entry("3", InterviewRoundSummary.NONE_EVALUATED),
			Map.entry("4", InterviewRoundSummary.ALL_PASSED), Map.entry("5", InterviewRoundSummary.ALL_REJECTED),
			Map.entry("6", InterviewRoundSummary.NO_SHOW), Map.entry("7", InterviewRoundSummary.PARTIAL_ALL_PASSED),
			Map.entry("8", InterviewRoundSummary.PARTIAL_PASS_AND_REJECT),
			Map.entry("9", InterviewRoundSummary.PARTIAL_ALL_REJECTED),
			Map.entry("10", InterviewRoundSummary.COMPLETE_PASS_AND_REJECT),
			Map.entry("11", InterviewRoundSummary.PARTIAL_PASS_AND_UNDECIDED),
			Map.entry("12", InterviewRoundSummary.PARTIAL_REJECT_AND_UNDECIDED),
			Map.entry("13", InterviewRoundSummary.PARTIAL_ALL_UNDECIDED),
			Map.entry("14", InterviewRoundSummary.PARTIAL_PASS_UNDECIDED_REJECT),
			Map.entry("15", InterviewRoundSummary.COMPLETE_PASS_AND_UNDECIDED),
			Map.entry("16", InterviewRoundSummary.COMPLETE_UNDECIDED_AND_REJECT),
			Map.entry("17", InterviewRoundSummary.COMPLETE_ALL_UNDECIDED),
			Map.entry("18", InterviewRoundSummary.COMPLETE_PASS_UNDECIDED_REJECT)));

	static final EnumCodeTable<InterviewType> INTERVIEW_TYPE = new EnumCodeTable<>(
			Map.ofEntries(Map.entry("1", InterviewType.ON_SITE), Map.entry("2", InterviewType.PHONE),
					Map.entry("3", InterviewType.VIDEO)));

	static final EnumCodeTable<VideoType> VIDEO_TYPE = new EnumCodeTable<>(Map.ofEntries(Map.entry("1", VideoType.ZOOM),
			Map.entry("2", VideoType.NOWCODER_TECHNICAL), Map.entry("3", VideoType.NOWCODER_NON_TECHNICAL),
			Map.entry("4", VideoType.ACMCODER), Map.entry("5", VideoType.FEISHU), Map.entry("8", VideoType.HACKERRANK),
			Map.entry("9", VideoType.FEISHU_WITH_CODING), Map.entry("100", VideoType.NONE)));

	static final EnumCodeTable<ArrangementStatus> ARRANGEMENT_STATUS = new EnumCodeTable<>(
			Map.ofEntries(Map.entry("1", ArrangementStatus.NOT_STARTED), Map.entry("2", ArrangementStatus.IN_PROGRESS),
					Map.entry("3", ArrangementStatus.ENDED), Map.entry("4", ArrangementStatus.CANCELLED)));

	static final EnumCodeTable<ArrangementType> ARRANGEMENT_TYPE = new EnumCodeTable<>(
			Map.ofEntries(Map.entry("1", ArrangementType.SINGLE), Map.entry("2", ArrangementType.CENTRALIZED),
					Map.entry("3", ArrangementType.GROUP)));

	static final EnumCodeTable<AppointmentKind> ARRANGEMENT_APPOINTMENT_KIND = new EnumCodeTable<>(
			Map.ofEntries(Map.entry("1", AppointmentKind.DIRECT), Map.entry("2", AppointmentKind.SELF_SERVICE)));

	static final EnumCodeTable<ReservedStatus> RESERVED_STATUS = new EnumCodeTable<>(
			Map.ofEntries(Map.entry("1", ReservedStatus.RESERVING), Map.entry("2", ReservedStatus.RESERVED),
					Map.entry("3", ReservedStatus.FAILED)));

	static final EnumCodeTable<CalculateType> CALCULATE_TYPE = new EnumCodeTable<>(
			Map.ofEntries(Map.entry("1", CalculateType.TOTAL), Map.entry("2", CalculateType.AVERAGE)));

	static final EnumCodeTable<DimensionType> DIMENSION_TYPE = new EnumCodeTable<>(
			Map.ofEntries(Map.entry("1", DimensionType.SINGLE_CHOICE), Map.entry("2", DimensionType.MULTI_CHOICE),
					Map.entry("3", DimensionType.DESCRIPTION), Map.entry("4", DimensionType.SINGLE_LINE_TEXT),
					Map.entry("5", DimensionType.JOB_LEVEL_RANGE), Map.entry("6", DimensionType.SCORE_SINGLE_CHOICE),
					Map.entry("7", DimensionType.SCORE_FILL_IN), Map.entry("10", DimensionType.PRESET_CONCLUSION),
					Map.entry("11", DimensionType.PRESET_SCORE), Map.entry("12", DimensionType.PRESET_RECORD)));

	private EnumCodes() {
	}

}
