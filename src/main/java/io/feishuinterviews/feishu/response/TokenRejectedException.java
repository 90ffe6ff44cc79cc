package io.feishuinterviews.feishu.response;

import io.feishuinterviews.interview.UpstreamException;

/**
 * Feishu no longer takes a token that it issued. Another one may do.
 */
public final class TokenRejectedException extends RuntimeException {

	private final UpstreamException failure;

	TokenRejectedException(UpstreamException failure) {
		super(failure.getMessage(), null, false, false);
		this.failure = failure;
	}

	/**
	 * Return what to tell callers when another token is refused as well.
	 * @return the failure
	 */
	public UpstreamException failure() {
		return this.failure;
	}

}
