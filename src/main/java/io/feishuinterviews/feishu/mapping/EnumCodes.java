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

import static java.util.Map.entry;

/**
 * Feishu's documented code lists.
 */
final class EnumCodes {

	static final EnumCodeTable<CommitStatus> COMMIT_STATUS = new EnumCodeTable<>(
			Map.ofEntries(entry("1", CommitStatus.SUBMITTED), entry("2", CommitStatus.NOT_SUBMITTED)));

	static final EnumCodeTable<Conclusion> CONCLUSION = new EnumCodeTable<>(Map.ofEntries(entry("1", Conclusion.PASS),
			entry("2", Conclusion.FAIL), entry("3", Conclusion.NOT_STARTED), entry("4", Conclusion.NOT_SUBMITTED),
			entry("5", Conclusion.ABSENT), entry("6", Conclusion.UNDECIDED)));

	static final EnumCodeTable<InterviewRoundSummary> INTERVIEW_ROUND_SUMMARY = new EnumCodeTable<>(Map.ofEntries(
			entry("2", InterviewRoundSummary.NOT_STARTED), entry("3", InterviewRoundSummary.NONE_EVALUATED),
			entry("4", InterviewRoundSummary.ALL_PASSED), entry("5", InterviewRoundSummary.ALL_REJECTED),
			entry("6", InterviewRoundSummary.NO_SHOW), entry("7", InterviewRoundSummary.PARTIAL_ALL_PASSED),
			entry("8", InterviewRoundSummary.PARTIAL_PASS_AND_REJECT),
			entry("9", InterviewRoundSummary.PARTIAL_ALL_REJECTED),
			entry("10", InterviewRoundSummary.COMPLETE_PASS_AND_REJECT),
			entry("11", InterviewRoundSummary.PARTIAL_PASS_AND_UNDECIDED),
			entry("12", InterviewRoundSummary.PARTIAL_REJECT_AND_UNDECIDED),
			entry("13", InterviewRoundSummary.PARTIAL_ALL_UNDECIDED),
			entry("14", InterviewRoundSummary.PARTIAL_PASS_UNDECIDED_REJECT),
			entry("15", InterviewRoundSummary.COMPLETE_PASS_AND_UNDECIDED),
			entry("16", InterviewRoundSummary.COMPLETE_UNDECIDED_AND_REJECT),
			entry("17", InterviewRoundSummary.COMPLETE_ALL_UNDECIDED),
			entry("18", InterviewRoundSummary.COMPLETE_PASS_UNDECIDED_REJECT)));

	static final EnumCodeTable<InterviewType> INTERVIEW_TYPE = new EnumCodeTable<>(Map.ofEntries(
			entry("1", InterviewType.ON_SITE), entry("2", InterviewType.PHONE), entry("3", InterviewType.VIDEO)));

	static final EnumCodeTable<VideoType> VIDEO_TYPE = new EnumCodeTable<>(Map.ofEntries(entry("1", VideoType.ZOOM),
			entry("2", VideoType.NOWCODER_TECHNICAL), entry("3", VideoType.NOWCODER_NON_TECHNICAL),
			entry("4", VideoType.ACMCODER), entry("5", VideoType.FEISHU), entry("8", VideoType.HACKERRANK),
			entry("9", VideoType.FEISHU_WITH_CODING), entry("100", VideoType.NONE)));

	static final EnumCodeTable<ArrangementStatus> ARRANGEMENT_STATUS = new EnumCodeTable<>(
			Map.ofEntries(entry("1", ArrangementStatus.NOT_STARTED), entry("2", ArrangementStatus.IN_PROGRESS),
					entry("3", ArrangementStatus.ENDED), entry("4", ArrangementStatus.CANCELLED)));

	static final EnumCodeTable<ArrangementType> ARRANGEMENT_TYPE = new EnumCodeTable<>(
			Map.ofEntries(entry("1", ArrangementType.SINGLE), entry("2", ArrangementType.CENTRALIZED),
					entry("3", ArrangementType.GROUP)));

	static final EnumCodeTable<AppointmentKind> ARRANGEMENT_APPOINTMENT_KIND = new EnumCodeTable<>(
			Map.ofEntries(entry("1", AppointmentKind.DIRECT), entry("2", AppointmentKind.SELF_SERVICE)));

	static final EnumCodeTable<ReservedStatus> RESERVED_STATUS = new EnumCodeTable<>(
			Map.ofEntries(entry("1", ReservedStatus.RESERVING), entry("2", ReservedStatus.RESERVED),
					entry("3", ReservedStatus.FAILED)));

	static final EnumCodeTable<CalculateType> CALCULATE_TYPE = new EnumCodeTable<>(
			Map.ofEntries(entry("1", CalculateType.TOTAL), entry("2", CalculateType.AVERAGE)));

	static final EnumCodeTable<DimensionType> DIMENSION_TYPE = new EnumCodeTable<>(
			Map.ofEntries(entry("1", DimensionType.SINGLE_CHOICE), entry("2", DimensionType.MULTI_CHOICE),
					entry("3", DimensionType.DESCRIPTION), entry("4", DimensionType.SINGLE_LINE_TEXT),
					entry("5", DimensionType.JOB_LEVEL_RANGE), entry("6", DimensionType.SCORE_SINGLE_CHOICE),
					entry("7", DimensionType.SCORE_FILL_IN), entry("10", DimensionType.PRESET_CONCLUSION),
					entry("11", DimensionType.PRESET_SCORE), entry("12", DimensionType.PRESET_RECORD)));

	private EnumCodes() {
	}

}
