package io.feishuinterviews.web.problem;

import io.feishuinterviews.interview.UpstreamError;

import org.springframework.http.ProblemDetail;

/**
 * A problem that is Feishu's error. What Feishu said beyond the documented properties is
 * kept, and is not part of the JSON.
 */
public final class UpstreamProblem extends ProblemDetail {

	private final transient UpstreamError feishuError;

	UpstreamProblem(ProblemDetail problem, UpstreamError feishuError) {
		super(problem);
		this.feishuError = feishuError;
	}

	/**
	 * Return what Feishu said.
	 * @return Feishu's error
	 */
	public UpstreamError feishuError() {
		return this.feishuError;
	}

}
