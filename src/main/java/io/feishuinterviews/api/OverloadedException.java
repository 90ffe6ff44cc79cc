package io.feishuinterviews.api;

/**
 * The service has no room for the request at the moment.
 */
final class OverloadedException extends RuntimeException {

	OverloadedException(String message) {
		super(message, null, false, false);
	}

}
