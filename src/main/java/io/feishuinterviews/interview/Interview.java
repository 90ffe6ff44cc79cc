package io.feishuinterviews.interview;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One interview of a talent. What Feishu left out is absent here.
 *
 * @param id the interview's ID
 * @param applicationId the application it belongs to
 * @param status where it stands, from {@code interview_round_summary}
 * @param round which round it is, counted from 0
 * @param roundTypeId the kind of round, from {@code interview_round_type}
 * @param roundTypeName its name
 * @param beginTime when it begins
 * @param endTime when it ends
 * @param talentTimeZone the candidate's time zone as Feishu spells it, such as
 * {@code Asia/Shanghai} or {@code UTC+08:00}
 * @param talentTimeZoneName its name
 * @param interviewType how the candidate is met
 * @param videoType the tool a video interview is held with
 * @param interviewRoundSummary what the interviewers have said so far
 * @param stageId the stage of the recruitment process
 * @param stageName its name
 * @param creatorId who arranged the interview
 * @param creatorName their name
 * @param contactUserId whom the candidate may turn to
 * @param contactUserName their name
 * @param contactMobile their mobile number
 * @param remark a remark on the interview
 * @param addressId where it takes place
 * @param addressName its name
 * @param addressDistrictCode the address's district
 * @param addressDistrictName its name
 * @param addressCityCode the address's city
 * @param addressCityName its name
 * @param addressStateCode the address's province or state
 * @param addressStateName its name
 * @param addressCountryCode the address's country
 * @param addressCountryName its name
 * @param interviewArrangementId the arrangement it is part of
 * @param arrangementStatus how far that arrangement has come
 * @param arrangementType how the interviews of that arrangement are grouped
 * @param arrangementAppointmentKind who picked the time
 * @param feedbackSubmitTime when the feedback was handed in
 * @param createTime when it was created, from {@code biz_create_time}
 * @param modifyTime when it was last changed, from {@code biz_modify_time}
 * @param meetingRooms the rooms reserved for it
 * @param records the interviewers' records, one each
 */
public record Interview(@Nullable String id, @Nullable String applicationId, InterviewStatus status,
		@Nullable Integer round, @Nullable String roundTypeId, @Nullable LocalizedText roundTypeName,
		@Nullable Instant beginTime, @Nullable Instant endTime, @Nullable String talentTimeZone,
		@Nullable LocalizedText talentTimeZoneName, @Nullable OpenEnum<InterviewType> interviewType,
		@Nullable OpenEnum<VideoType> videoType, @Nullable OpenEnum<InterviewRoundSummary> interviewRoundSummary,
		@Nullable String stageId, @Nullable LocalizedText stageName, @Nullable String creatorId,
		@Nullable LocalizedText creatorName, @Nullable String contactUserId, @Nullable LocalizedText contactUserName,
		@Nullable String contactMobile, @Nullable String remark, @Nullable String addressId,
		@Nullable LocalizedText addressName, @Nullable String addressDistrictCode,
		@Nullable LocalizedText addressDistrictName, @Nullable String addressCityCode,
		@Nullable LocalizedText addressCityName, @Nullable String addressStateCode,
		@Nullable LocalizedText addressStateName, @Nullable String addressCountryCode,
		@Nullable LocalizedText addressCountryName, @Nullable String interviewArrangementId,
		@Nullable OpenEnum<ArrangementStatus> arrangementStatus, @Nullable OpenEnum<ArrangementType> arrangementType,
		@Nullable OpenEnum<AppointmentKind> arrangementAppointmentKind, @Nullable Instant feedbackSubmitTime,
		@Nullable Instant createTime, @Nullable Instant modifyTime, @Nullable List<MeetingRoom> meetingRooms,
		@Nullable List<InterviewRecord> records) {

	/**
	 * Names the interview only: what it says of people belongs in no log.
	 */
	@Override
	public String toString() {
		return "Interview[" + this.id + "]";
	}

}
