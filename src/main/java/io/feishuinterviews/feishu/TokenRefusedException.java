package io.feishuinterviews.feishu;

import io.feishuinterviews.interview.UpstreamFailure;

/**
 * Feishu no longer takes a token that it issued. Another one may do.
 */
final class TokenRefusedException extends RuntimeException {

	private final UpstreamFailure failure;

	TokenRefusedException(UpstreamFailure failure) {
		super(failure.getMessage(), null, false, false);
		this.failure = failure;
	}

	/**
	 * Return what to tell callers when another token is refused as well.
	 * @return the failure
	 */
	UpstreamFailure failure() {
		return this.failure;
	}

}
