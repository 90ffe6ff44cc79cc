package io.feishuinterviews.feishu.mapping;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.feishuinterviews.feishu.payload.AddressPayload;
import io.feishuinterviews.feishu.payload.ApplicationPayload;
import io.feishuinterviews.feishu.payload.CodeName;
import io.feishuinterviews.feishu.payload.IdName;
import io.feishuinterviews.feishu.payload.InterviewPayload;
import io.feishuinterviews.feishu.payload.MeetingRoomPayload;
import io.feishuinterviews.feishu.payload.TalentPayload;
import io.feishuinterviews.interview.ArrangementStatus;
import io.feishuinterviews.interview.Interview;
import io.feishuinterviews.interview.InterviewRoundSummary;
import io.feishuinterviews.interview.InterviewStatus;
import io.feishuinterviews.interview.MeetingRoom;
import io.feishuinterviews.interview.MobileNumber;
import io.feishuinterviews.interview.OpenEnum;
import org.jspecify.annotations.Nullable;

/**
 * Flattens Feishu's three levels to one list. An upstream path becomes one name, so each
 * field below has its source.
 */
public final class InterviewMapper {

	private static final Comparator<Interview> BY_TIME = Comparator
		.comparing(Interview::beginTime, Comparator.nullsLast(Comparator.naturalOrder()))
		.thenComparing(Interview::id, Comparator.nullsLast(Comparator.naturalOrder()));

	private InterviewMapper() {
	}

	/**
	 * Flatten a talent's interviews.
	 * @param talent Feishu's {@code data}
	 * @return the interviews by time, those without one last; an interview that Feishu
	 * repeats is returned once
	 */
	public static List<Interview> of(@Nullable TalentPayload talent) {
		return PayloadFields.elements(PayloadFields.get(talent, TalentPayload::items))
			.flatMap(InterviewMapper::interviews)
			.distinct()
			.sorted(BY_TIME)
			.toList();
	}

	private static Stream<Interview> interviews(ApplicationPayload application) {
		return PayloadFields.elements(application.interviewList())
			.map((interview) -> interview(interview, application.applicationId()));
	}

	private static Interview interview(InterviewPayload interview, @Nullable String applicationId) {
		IdName roundType = interview.interviewRoundType();
		CodeName timeZone = interview.talentTimeZone();
		IdName stage = interview.stage();
		IdName creator = interview.creator();
		IdName contact = interview.contactUser();
		AddressPayload address = interview.address();
		CodeName district = PayloadFields.get(address, AddressPayload::district);
		CodeName city = PayloadFields.get(address, AddressPayload::city);
		CodeName state = PayloadFields.get(address, AddressPayload::state);
		CodeName country = PayloadFields.get(address, AddressPayload::country);
		OpenEnum<InterviewRoundSummary> summary = EnumCodes.INTERVIEW_ROUND_SUMMARY
			.read(interview.interviewRoundSummary());
		OpenEnum<ArrangementStatus> arrangement = EnumCodes.ARRANGEMENT_STATUS.read(interview.arrangementStatus());
		// @formatter:off
		return new Interview(
				interview.id(),
				PayloadFields.either(applicationId, interview.applicationId()),
				InterviewStatus.of(summary, arrangement, interview.beginTime()),
				interview.round(),
				PayloadFields.get(roundType, IdName::id),
				PayloadFields.text(PayloadFields.get(roundType, IdName::name)),
				interview.beginTime(),
				interview.endTime(),
				PayloadFields.get(timeZone, CodeName::code),
				TimeZoneIds.of(PayloadFields.get(timeZone, CodeName::code)),
				PayloadFields.text(PayloadFields.get(timeZone, CodeName::name)),
				EnumCodes.INTERVIEW_TYPE.read(interview.interviewType()),
				EnumCodes.VIDEO_TYPE.read(interview.videoType()),
				summary,
				PayloadFields.either(PayloadFields.get(stage, IdName::id), interview.stageId()),
				PayloadFields.text(PayloadFields.get(stage, IdName::name)),
				PayloadFields.get(creator, IdName::id),
				PayloadFields.text(PayloadFields.get(creator, IdName::name)),
				PayloadFields.get(contact, IdName::id),
				PayloadFields.text(PayloadFields.get(contact, IdName::name)),
				PayloadFields.get(interview.contactMobile(), MobileNumber::new),
				interview.remark(),
				PayloadFields.get(address, AddressPayload::id),
				PayloadFields.text(PayloadFields.get(address, AddressPayload::name)),
				PayloadFields.get(district, CodeName::code),
				PayloadFields.text(PayloadFields.get(district, CodeName::name)),
				PayloadFields.get(city, CodeName::code),
				PayloadFields.text(PayloadFields.get(city, CodeName::name)),
				PayloadFields.get(state, CodeName::code),
				PayloadFields.text(PayloadFields.get(state, CodeName::name)),
				PayloadFields.get(country, CodeName::code),
				PayloadFields.text(PayloadFields.get(country, CodeName::name)),
				interview.interviewArrangementId(),
				arrangement,
				EnumCodes.ARRANGEMENT_TYPE.read(interview.arrangementType()),
				EnumCodes.ARRANGEMENT_APPOINTMENT_KIND.read(interview.arrangementAppointmentKind()),
				interview.feedbackSubmitTime(),
				interview.bizCreateTime(),
				interview.bizModifyTime(),
				PayloadFields.list(interview.meetingRoomList(), InterviewMapper::meetingRoom),
				PayloadFields.list(interview.interviewRecordList(), InterviewRecordMapper::map));
		// @formatter:on
	}

	private static MeetingRoom meetingRoom(MeetingRoomPayload room) {
		return new MeetingRoom(room.roomId(), room.roomName(), room.buildingName(), room.floorName(),
				EnumCodes.RESERVED_STATUS.read(room.reservedStatus()));
	}

}
