package io.feishuinterviews.web;

/**
 * The request is not one we understand. The message says what is wrong with it, and what
 * would be right.
 */
public class InvalidRequestException extends RuntimeException {

	public InvalidRequestException(String message) {
		super(message, null, false, false);
	}

}
