package io.feishuinterviews.feishu;

import java.util.List;

import io.feishuinterviews.interview.FeishuError;
import io.feishuinterviews.interview.Interview;
import io.feishuinterviews.interview.InterviewReader;
import io.feishuinterviews.interview.UpstreamFailure;
import io.feishuinterviews.interview.UpstreamFailure.Kind;
import tools.jackson.core.JacksonException;

/**
 * Reads and flattens Feishu's JSON.
 */
class FeishuInterviewReader implements InterviewReader {

	private final FeishuJson json;

	FeishuInterviewReader(FeishuJson json) {
		this.json = json;
	}

	@Override
	public List<Interview> read(byte[] data) {
		try {
			return Flattening.of(this.json.talent(data));
		}
		catch (JacksonException ex) {
			throw new UpstreamFailure(Kind.FEISHU_FAILURE, "Feishu's answer is not of the documented form.", false,
					FeishuError.NONE, null);
		}
	}

}
