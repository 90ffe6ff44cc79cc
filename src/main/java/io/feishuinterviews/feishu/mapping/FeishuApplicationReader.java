package io.feishuinterviews.feishu.mapping;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.feishuinterviews.feishu.json.FeishuJson;
import io.feishuinterviews.feishu.payload.ApplicationIdsPayload;
import io.feishuinterviews.interview.Application;
import io.feishuinterviews.interview.ApplicationReader;
import tools.jackson.core.JacksonException;

/**
 * Reads the IDs of applications, and skips everything else.
 */
public class FeishuApplicationReader implements ApplicationReader {

	private final FeishuJson json;

	public FeishuApplicationReader(FeishuJson json) {
		this.json = json;
	}

	@Override
	public Set<String> read(byte[] data) {
		try {
			return PayloadFields
				.elements(PayloadFields.get(this.json.applicationIds(data), ApplicationIdsPayload::items))
				.flatMap(FeishuApplicationReader::ids)
				.filter(Application::isId)
				.collect(Collectors.toUnmodifiableSet());
		}
		catch (JacksonException ex) {
			return Set.of();
		}
	}

	private static Stream<String> ids(ApplicationIdsPayload.Item item) {
		return Stream.concat(Stream.ofNullable(item.applicationId()), PayloadFields.elements(item.interviewList())
			.flatMap((interview) -> Stream.ofNullable(interview.applicationId())));
	}

}
