package io.feishuinterviews.feishu.mapping;

import java.util.List;

import io.feishuinterviews.feishu.json.FeishuJson;
import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.Interview;
import io.feishuinterviews.interview.InterviewReader;
import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.interview.UpstreamException.Kind;
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
	public List<Interview> read(byte[] data) {
		try {
			return InterviewMapper.of(this.json.talent(data));
		}
		catch (JacksonException ex) {
			throw new UpstreamException(Kind.FEISHU_FAILURE, FailureText.of("feishu-response-not-as-documented"), false,
					UpstreamError.NONE, null);
		}
	}

}
