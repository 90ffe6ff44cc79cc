package io.feishuinterviews.feishu;

import io.feishuinterviews.interview.UpstreamFailure;

/**
 * A failure that may pass, but for which no more time or attempts are left.
 */
final class SettledFailure extends RuntimeException {

	private final UpstreamFailure failure;

	SettledFailure(UpstreamFailure failure) {
		super(failure.getMessage(), null, false, false);
		this.failure = failure;
	}

	/**
	 * Return what to tell callers.
	 * @return the failure
	 */
	UpstreamFailure failure() {
		return this.failure;
	}

}
