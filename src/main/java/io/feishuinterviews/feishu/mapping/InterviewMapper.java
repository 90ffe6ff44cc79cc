package io.feishuinterviews.feishu.mapping;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import io.feishuinterviews.feishu.payload.AbilityPayload;
import io.feishuinterviews.feishu.payload.AddressPayload;
import io.feishuinterviews.feishu.payload.ApplicationPayload;
import io.feishuinterviews.feishu.payload.AssessmentScorePayload;
import io.feishuinterviews.feishu.payload.CodeName;
import io.feishuinterviews.feishu.payload.DimensionAssessmentPayload;
import io.feishuinterviews.feishu.payload.DimensionScorePayload;
import io.feishuinterviews.feishu.payload.IdName;
import io.feishuinterviews.feishu.payload.ImagePayload;
import io.feishuinterviews.feishu.payload.InterviewPayload;
import io.feishuinterviews.feishu.payload.Localized;
import io.feishuinterviews.feishu.payload.MeetingRoomPayload;
import io.feishuinterviews.feishu.payload.QuestionPayload;
import io.feishuinterviews.feishu.payload.RecordPayload;
import io.feishuinterviews.feishu.payload.ScorePayload;
import io.feishuinterviews.feishu.payload.TalentPayload;
import io.feishuinterviews.interview.Ability;
import io.feishuinterviews.interview.DimensionAssessment;
import io.feishuinterviews.interview.DimensionScore;
import io.feishuinterviews.interview.Image;
import io.feishuinterviews.interview.Interview;
import io.feishuinterviews.interview.InterviewRecord;
import io.feishuinterviews.interview.InterviewRoundSummary;
import io.feishuinterviews.interview.InterviewStatus;
import io.feishuinterviews.interview.LocalizedText;
import io.feishuinterviews.interview.MeetingRoom;
import io.feishuinterviews.interview.MobileNumber;
import io.feishuinterviews.interview.OpenEnum;
import io.feishuinterviews.interview.Question;
import org.jspecify.annotations.Nullable;

/**
 * Flattens Feishu's three levels to one list. An upstream path becomes one name, so each
 * field below says where it comes from.
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
	 * @return the interviews by time, those without one last
	 */
	public static List<Interview> of(@Nullable TalentPayload talent) {
		return elements(get(talent, TalentPayload::items)).flatMap(InterviewMapper::interviews)
			.sorted(BY_TIME)
			.toList();
	}

	private static Stream<Interview> interviews(ApplicationPayload application) {
		return elements(application.interviewList())
			.map((interview) -> interview(interview, application.applicationId()));
	}

	private static Interview interview(InterviewPayload interview, @Nullable String applicationId) {
		IdName roundType = interview.interviewRoundType();
		CodeName timeZone = interview.talentTimeZone();
		IdName stage = interview.stage();
		IdName creator = interview.creator();
		IdName contact = interview.contactUser();
		AddressPayload address = interview.address();
		CodeName district = get(address, AddressPayload::district);
		CodeName city = get(address, AddressPayload::city);
		CodeName state = get(address, AddressPayload::state);
		CodeName country = get(address, AddressPayload::country);
		OpenEnum<InterviewRoundSummary> summary = EnumCodes.INTERVIEW_ROUND_SUMMARY
			.read(interview.interviewRoundSummary());
		// @formatter:off
		return new Interview(
				interview.id(),
				either(applicationId, interview.applicationId()),
				InterviewStatus.of(summary),
				interview.round(),
				get(roundType, IdName::id),
				text(get(roundType, IdName::name)),
				interview.beginTime(),
				interview.endTime(),
				get(timeZone, CodeName::code),
				text(get(timeZone, CodeName::name)),
				EnumCodes.INTERVIEW_TYPE.read(interview.interviewType()),
				EnumCodes.VIDEO_TYPE.read(interview.videoType()),
				summary,
				either(get(stage, IdName::id), interview.stageId()),
				text(get(stage, IdName::name)),
				get(creator, IdName::id),
				text(get(creator, IdName::name)),
				get(contact, IdName::id),
				text(get(contact, IdName::name)),
				get(interview.contactMobile(), MobileNumber::new),
				interview.remark(),
				get(address, AddressPayload::id),
				text(get(address, AddressPayload::name)),
				get(district, CodeName::code),
				text(get(district, CodeName::name)),
				get(city, CodeName::code),
				text(get(city, CodeName::name)),
				get(state, CodeName::code),
				text(get(state, CodeName::name)),
				get(country, CodeName::code),
				text(get(country, CodeName::name)),
				interview.interviewArrangementId(),
				EnumCodes.ARRANGEMENT_STATUS.read(interview.arrangementStatus()),
				EnumCodes.ARRANGEMENT_TYPE.read(interview.arrangementType()),
				EnumCodes.ARRANGEMENT_APPOINTMENT_KIND.read(interview.arrangementAppointmentKind()),
				interview.feedbackSubmitTime(),
				interview.bizCreateTime(),
				interview.bizModifyTime(),
				list(interview.meetingRoomList(), InterviewMapper::meetingRoom),
				list(interview.interviewRecordList(), InterviewMapper::record));
		// @formatter:on
	}

	private static MeetingRoom meetingRoom(MeetingRoomPayload room) {
		return new MeetingRoom(room.roomId(), room.roomName(), room.buildingName(), room.floorName(),
				EnumCodes.RESERVED_STATUS.read(room.reservedStatus()));
	}

	private static InterviewRecord record(RecordPayload record) {
		IdName interviewer = record.interviewer();
		ScorePayload score = record.interviewScore();
		AssessmentScorePayload assessment = record.assessmentScore();
		// @formatter:off
		return new InterviewRecord(
				record.id(),
				record.userId(),
				get(interviewer, IdName::id),
				text(get(interviewer, IdName::name)),
				record.content(),
				EnumCodes.COMMIT_STATUS.read(record.commitStatus()),
				EnumCodes.CONCLUSION.read(record.conclusion()),
				get(score, ScorePayload::id),
				get(score, ScorePayload::level),
				text(get(score, ScorePayload::zhName), get(score, ScorePayload::enName)),
				text(get(score, ScorePayload::zhDescription), get(score, ScorePayload::enDescription)),
				record.feedbackSubmitTime(),
				record.minJobLevelId(),
				record.maxJobLevelId(),
				EnumCodes.CALCULATE_TYPE.read(get(assessment, AssessmentScorePayload::calculateType)),
				get(assessment, AssessmentScorePayload::score),
				get(assessment, AssessmentScorePayload::fullScore),
				list(record.questionList(), InterviewMapper::question),
				list(record.codeQuestionList(), InterviewMapper::question),
				list(record.imageList(), InterviewMapper::image),
				list(record.dimensionAssessmentList(), InterviewMapper::dimensionAssessment));
		// @formatter:on
	}

	private static Question question(QuestionPayload question) {
		return new Question(question.id(), text(question.title()), text(question.description()), question.content(),
				list(question.abilityList(), InterviewMapper::ability));
	}

	private static Ability ability(AbilityPayload ability) {
		return new Ability(ability.id(), text(ability.name()), text(ability.description()));
	}

	private static Image image(ImagePayload image) {
		return new Image(image.id(), image.url(), image.name(), image.mime(), image.createTime());
	}

	private static DimensionAssessment dimensionAssessment(DimensionAssessmentPayload assessment) {
		DimensionScorePayload score = assessment.dimensionScore();
		// @formatter:off
		return new DimensionAssessment(
				assessment.id(),
				text(assessment.name()),
				assessment.fullScore(),
				assessment.content(),
				assessment.dimensionId(),
				EnumCodes.DIMENSION_TYPE.read(assessment.dimensionType()),
				get(score, DimensionScorePayload::id),
				text(get(score, DimensionScorePayload::name)),
				get(score, DimensionScorePayload::scoreVal),
				list(assessment.dimensionScoreList(), InterviewMapper::dimensionScore),
				assessment.dimensionCustomScore(),
				list(assessment.abilityList(), InterviewMapper::ability),
				list(assessment.questionList(), InterviewMapper::question));
		// @formatter:on
	}

	private static DimensionScore dimensionScore(DimensionScorePayload score) {
		return new DimensionScore(score.id(), text(score.name()), score.scoreVal());
	}

	private static <T, R> @Nullable R get(@Nullable T owner, Function<T, @Nullable R> field) {
		return (owner != null) ? field.apply(owner) : null;
	}

	private static @Nullable String either(@Nullable String first, @Nullable String second) {
		return (first != null && !first.isEmpty()) ? first : second;
	}

	private static @Nullable LocalizedText text(@Nullable Localized text) {
		return (text != null) ? text(text.zhCn(), text.enUs()) : null;
	}

	private static @Nullable LocalizedText text(@Nullable String zh, @Nullable String en) {
		return (zh != null || en != null) ? new LocalizedText(zh, en) : null;
	}

	private static <T, R> @Nullable List<R> list(@Nullable List<@Nullable T> elements, Function<T, R> flatten) {
		return (elements != null) ? elements(elements).map(flatten).toList() : null;
	}

	private static <T> Stream<T> elements(@Nullable List<@Nullable T> elements) {
		return (elements != null) ? elements.stream().filter(Objects::nonNull) : Stream.empty();
	}

}
