package io.feishuinterviews.representation;

import io.feishuinterviews.interview.FailureText;

/**
 * The service has no room for the request at the moment.
 */
public final class OverloadedException extends RuntimeException {

	private final FailureText text;

	/**
	 * Create an exception.
	 * @param text what there is too much of
	 */
	public OverloadedException(FailureText text) {
		super(null, null, false, false);
		this.text = text;
	}

	/**
	 * Return what there is too much of.
	 * @return the text for callers
	 */
	public FailureText text() {
		return this.text;
	}

	@Override
	public String getMessage() {
		return this.text.english();
	}

}
