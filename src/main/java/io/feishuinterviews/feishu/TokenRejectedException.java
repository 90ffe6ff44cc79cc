package io.feishuinterviews.feishu;

import io.feishuinterviews.interview.UpstreamException;

/**
 * Feishu no longer takes a token that it issued. Another one may do.
 */
final class TokenRejectedException extends RuntimeException {

	private final UpstreamException failure;

	TokenRejectedException(UpstreamException failure) {
		super(failure.getMessage(), null, false, false);
		this.failure = failure;
	}

	/**
	 * Return what to tell callers when another token is refused as well.
	 * @return the failure
	 */
	UpstreamException failure() {
		return this.failure;
	}

}
