package io.feishuinterviews.interview;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One interview of a talent. What Feishu left out is absent here.
 *
 * @param id The interview's ID. Feishu: {@code id}.
 * @param applicationId The application it belongs to. Feishu: {@code
 * items[].application_id}, or {@code application_id} where that is missing.
 * @param status The status of the interview, derived from {@code interviewRoundSummary},
 * {@code arrangementStatus} and {@code beginTime}. Feishu has no such field.
 * @param round Which round it is, counted from 0. Feishu: {@code round}.
 * @param roundTypeId The ID of the kind of round. Feishu: {@code
 * interview_round_type.id}.
 * @param roundTypeName The name of the kind of round, in the language of the response.
 * Feishu: {@code interview_round_type.name}.
 * @param beginTime When it begins, in UTC. Feishu: {@code begin_time}, in milliseconds.
 * @param endTime When it ends, in UTC. Feishu: {@code end_time}, in milliseconds.
 * @param talentTimeZone The candidate's time zone as Feishu spells it, such as {@code
 * Asia/Shanghai} or {@code UTC+08:00}. Feishu: {@code talent_time_zone.code}.
 * @param talentTimeZoneId The same time zone as an IANA name or an offset such as {@code
 * +08:00}; absent if Feishu's code names no time zone.
 * @param talentTimeZoneName The name of that time zone, in the language of the response.
 * Feishu: {@code talent_time_zone.name}.
 * @param interviewType Whether the interview is on site, by phone, or by video. Feishu:
 * {@code interview_type}.
 * @param videoType The tool a video interview is held with. Feishu: {@code video_type}.
 * @param interviewRoundSummary The summary of the evaluations so far. Feishu: {@code
 * interview_round_summary}.
 * @param stageId The ID of the stage of the recruitment process. Feishu: {@code
 * stage.id}, or {@code stage_id} where that is missing.
 * @param stageName The name of that stage, in the language of the response. Feishu:
 * {@code
 * stage.name}.
 * @param creatorId The ID of the person who arranged the interview, of the requested
 * kind. Feishu: {@code creator.id}.
 * @param creatorName The name of the person who arranged the interview, in the language
 * of the response. Feishu: {@code creator.name}.
 * @param contactUserId The ID of the candidate's contact, of the requested kind. Feishu:
 * {@code contact_user.id}.
 * @param contactUserName The name of the candidate's contact, in the language of the
 * response. Feishu: {@code contact_user.name}.
 * @param contactMobile The mobile number of the candidate's contact, masked
 * ({@code 133****3333}) unless the caller has the scope {@code interviews:contact}.
 * Feishu: {@code contact_mobile}.
 * @param remark A remark on the interview. Feishu: {@code remark}.
 * @param addressId The ID of where it takes place. Feishu: {@code address.id}.
 * @param addressName The name of where it takes place, in the language of the response.
 * Feishu: {@code address.name}.
 * @param addressDistrictCode The code of the address's district. Feishu: {@code
 * address.district.code}.
 * @param addressDistrictName The name of the address's district, in the language of the
 * response. Feishu: {@code address.district.name}.
 * @param addressCityCode The code of the address's city. Feishu: {@code
 * address.city.code}.
 * @param addressCityName The name of the address's city, in the language of the response.
 * Feishu: {@code address.city.name}.
 * @param addressStateCode The code of the address's province or state. Feishu: {@code
 * address.state.code}.
 * @param addressStateName The name of the address's province or state, in the language of
 * the response. Feishu: {@code address.state.name}.
 * @param addressCountryCode The code of the address's country. Feishu: {@code
 * address.country.code}.
 * @param addressCountryName The name of the address's country, in the language of the
 * response. Feishu: {@code address.country.name}.
 * @param interviewArrangementId The ID of the arrangement it is part of. Feishu: {@code
 * interview_arrangement_id}.
 * @param arrangementStatus How far that arrangement has come. Feishu: {@code
 * arrangement_status}.
 * @param arrangementType How the interviews of that arrangement are grouped. Feishu:
 * {@code arrangement_type}.
 * @param arrangementAppointmentKind Who picks the time. Feishu: {@code
 * arrangement_appointment_kind}.
 * @param feedbackSubmitTime When the feedback was submitted, in UTC. Feishu: {@code
 * feedback_submit_time}, in milliseconds.
 * @param createTime When it was created, in UTC. Feishu: {@code biz_create_time}, in
 * milliseconds.
 * @param modifyTime When it was last changed, in UTC. Feishu: {@code biz_modify_time}, in
 * milliseconds.
 * @param meetingRooms The rooms reserved for it. Feishu: {@code meeting_room_list}.
 * @param records The interviewers' records, one each. Feishu: {@code
 * interview_record_list}.
 */
public record Interview(@Nullable String id, @Nullable String applicationId, InterviewStatus status,
		@Nullable Integer round, @Nullable String roundTypeId, @Nullable LocalizedText roundTypeName,
		@Nullable Instant beginTime, @Nullable Instant endTime, @Nullable String talentTimeZone,
		@Nullable String talentTimeZoneId, @Nullable LocalizedText talentTimeZoneName,
		@Nullable OpenEnum<InterviewType> interviewType, @Nullable OpenEnum<VideoType> videoType,
		@Nullable OpenEnum<InterviewRoundSummary> interviewRoundSummary, @Nullable String stageId,
		@Nullable LocalizedText stageName, @Nullable String creatorId, @Nullable LocalizedText creatorName,
		@Nullable String contactUserId, @Nullable LocalizedText contactUserName, @Nullable MobileNumber contactMobile,
		@Nullable String remark, @Nullable String addressId, @Nullable LocalizedText addressName,
		@Nullable String addressDistrictCode, @Nullable LocalizedText addressDistrictName,
		@Nullable String addressCityCode, @Nullable LocalizedText addressCityName, @Nullable String addressStateCode,
		@Nullable LocalizedText addressStateName, @Nullable String addressCountryCode,
		@Nullable LocalizedText addressCountryName, @Nullable String interviewArrangementId,
		@Nullable OpenEnum<ArrangementStatus> arrangementStatus, @Nullable OpenEnum<ArrangementType> arrangementType,
		@Nullable OpenEnum<AppointmentKind> arrangementAppointmentKind, @Nullable Instant feedbackSubmitTime,
		@Nullable Instant createTime, @Nullable Instant modifyTime, @Nullable List<MeetingRoom> meetingRooms,
		@Nullable List<InterviewRecord> records) {

	/**
	 * Contains only the ID: the other fields are personal data, which must not be logged.
	 */
	@Override
	public String toString() {
		return "Interview[" + this.id + "]";
	}

}
