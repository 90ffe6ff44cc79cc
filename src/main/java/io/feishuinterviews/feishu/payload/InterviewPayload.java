package io.feishuinterviews.feishu.payload;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * {@code interview_list[]}: one interview. Times are milliseconds since 1970, and codes
 * are kept as texts, so that no code is ever too strange to be read.
 */
public record InterviewPayload(@Nullable String id, @Nullable Long beginTime, @Nullable Long endTime,
		@Nullable Integer round, @Nullable List<@Nullable RecordPayload> interviewRecordList,
		@Nullable Long feedbackSubmitTime, @Nullable String stageId, @Nullable String applicationId,
		@Nullable IdName stage, @Nullable IdName creator, @Nullable Long bizCreateTime, @Nullable Long bizModifyTime,
		@Nullable String interviewRoundSummary, @Nullable String interviewArrangementId, @Nullable String interviewType,
		@Nullable CodeName talentTimeZone, @Nullable IdName contactUser, @Nullable String contactMobile,
		@Nullable String remark, @Nullable AddressPayload address, @Nullable String videoType,
		@Nullable String arrangementStatus, @Nullable String arrangementType,
		@Nullable String arrangementAppointmentKind, @Nullable List<@Nullable MeetingRoomPayload> meetingRoomList,
		@Nullable IdName interviewRoundType) {

	/**
	 * Says which one only: what it says of people belongs in no log.
	 */
	@Override
	public String toString() {
		return "InterviewPayload[" + this.id + "]";
	}

}
