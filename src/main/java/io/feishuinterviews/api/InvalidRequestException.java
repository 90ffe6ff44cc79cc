package io.feishuinterviews.api;

/**
 * The request is not one we understand. The message says what is wrong with it, and what
 * would be right.
 */
class InvalidRequestException extends RuntimeException {

	InvalidRequestException(String message) {
		super(message, null, false, false);
	}

}
