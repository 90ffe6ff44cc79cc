package io.feishuinterviews.representation;

/**
 * The service has no room for the request at the moment.
 */
public final class OverloadedException extends RuntimeException {

	public OverloadedException(String message) {
		super(message, null, false, false);
	}

}
