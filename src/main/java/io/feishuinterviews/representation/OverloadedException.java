package io.feishuinterviews.representation;

import io.feishuinterviews.interview.FailureText;

/**
 * The service is overloaded.
 */
public final class OverloadedException extends RuntimeException {

	private final FailureText text;

	/**
	 * Create an exception.
	 * @param text the detail for callers, which names the limit
	 */
	public OverloadedException(FailureText text) {
		super(null, null, false, false);
		this.text = text;
	}

	/**
	 * Return which limit is reached.
	 * @return the detail for callers
	 */
	public FailureText text() {
		return this.text;
	}

	@Override
	public String getMessage() {
		return this.text.english();
	}

}
