package io.feishuinterviews.api;

/**
 * The service has no room for the request at the moment.
 */
@SuppressWarnings("serial") // is never serialized
final class OverloadedException extends RuntimeException {

	OverloadedException(String message) {
		super(message, null, false, false);
	}

}
