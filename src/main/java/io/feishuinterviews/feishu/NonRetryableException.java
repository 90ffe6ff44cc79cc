package io.feishuinterviews.feishu;

import io.feishuinterviews.interview.UpstreamException;

/**
 * A failure that may pass, but for which no more time or attempts are left.
 */
public final class NonRetryableException extends RuntimeException {

	private final UpstreamException failure;

	public NonRetryableException(UpstreamException failure) {
		super(failure.getMessage(), null, false, false);
		this.failure = failure;
	}

	/**
	 * Return what to tell callers.
	 * @return the failure
	 */
	public UpstreamException failure() {
		return this.failure;
	}

}
