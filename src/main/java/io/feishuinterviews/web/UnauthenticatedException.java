package io.feishuinterviews.web;

import io.feishuinterviews.interview.FailureText;

/**
 * A handler that verifies its callers itself does not accept the credentials of a
 * request.
 */
public final class UnauthenticatedException extends RuntimeException {

	private final String scheme;

	private final FailureText text;

	/**
	 * Create an exception.
	 * @param scheme the authentication scheme, for {@code WWW-Authenticate}
	 * @param text the detail for the caller
	 */
	public UnauthenticatedException(String scheme, FailureText text) {
		super(text.english(), null, false, false);
		this.scheme = scheme;
		this.text = text;
	}

	public String scheme() {
		return this.scheme;
	}

	public FailureText text() {
		return this.text;
	}

}
