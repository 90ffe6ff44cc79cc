package io.feishuinterviews.feishu.payload;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * {@code interview_list[]}: one interview. Times are sent as milliseconds since 1970.
 */
public record InterviewPayload(@Nullable String id, @Nullable Instant beginTime, @Nullable Instant endTime,
		@Nullable Integer round, @Nullable List<@Nullable RecordPayload> interviewRecordList,
		@Nullable Instant feedbackSubmitTime, @Nullable String stageId, @Nullable String applicationId,
		@Nullable IdName stage, @Nullable IdName creator, @Nullable Instant bizCreateTime,
		@Nullable Instant bizModifyTime, @Nullable NumericCode interviewRoundSummary,
		@Nullable String interviewArrangementId, @Nullable NumericCode interviewType, @Nullable CodeName talentTimeZone,
		@Nullable IdName contactUser, @Nullable String contactMobile, @Nullable String remark,
		@Nullable AddressPayload address, @Nullable NumericCode videoType, @Nullable NumericCode arrangementStatus,
		@Nullable NumericCode arrangementType, @Nullable NumericCode arrangementAppointmentKind,
		@Nullable List<@Nullable MeetingRoomPayload> meetingRoomList, @Nullable IdName interviewRoundType) {

	/**
	 * Contains only the ID: the other fields are personal data, which must not be logged.
	 */
	@Override
	public String toString() {
		return "InterviewPayload[" + this.id + "]";
	}

}
