package io.feishuinterviews.feishu.mapping;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.feishuinterviews.feishu.json.FeishuJson;
import io.feishuinterviews.feishu.payload.ApplicationPayload;
import io.feishuinterviews.feishu.payload.TalentPayload;
import io.feishuinterviews.interview.Application;
import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.InterviewReader;
import io.feishuinterviews.interview.SnapshotContent;
import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.interview.UpstreamException.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads and flattens Feishu's JSON.
 */
public class FeishuInterviewReader implements InterviewReader {

	private final FeishuJson json;

	public FeishuInterviewReader(FeishuJson json) {
		this.json = json;
	}

	@Override
	public SnapshotContent read(byte[] data) {
		try {
			TalentPayload talent = this.json.talent(data);
			return new SnapshotContent(InterviewMapper.of(talent), applications(talent));
		}
		catch (JacksonException ex) {
			throw new UpstreamException(Kind.FEISHU_FAILURE, FailureText.of("feishu-response-not-as-documented"), false,
					UpstreamError.NONE, null);
		}
	}

	private static Set<String> applications(@Nullable TalentPayload talent) {
		return PayloadFields.elements(PayloadFields.get(talent, TalentPayload::items))
			.flatMap(FeishuInterviewReader::ids)
			.distinct()
			.filter(Application::isId)
			.collect(Collectors.toUnmodifiableSet());
	}

	private static Stream<String> ids(ApplicationPayload application) {
		return Stream.concat(Stream.ofNullable(application.applicationId()),
				PayloadFields.elements(application.interviewList())
					.flatMap((interview) -> Stream.ofNullable(interview.applicationId())));
	}

}
