package io.feishuinterviews.feishu;

import io.feishuinterviews.interview.UpstreamException;

/**
 * A failure that may pass, but for which no more time or attempts are left.
 */
final class NonRetryableException extends RuntimeException {

	private final UpstreamException failure;

	NonRetryableException(UpstreamException failure) {
		super(failure.getMessage(), null, false, false);
		this.failure = failure;
	}

	/**
	 * Return what to tell callers.
	 * @return the failure
	 */
	UpstreamException failure() {
		return this.failure;
	}

}
