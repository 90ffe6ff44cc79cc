package io.feishuinterviews.web;

/**
 * The request is invalid. The message names the error and the valid values.
 */
public class InvalidRequestException extends RuntimeException {

	public InvalidRequestException(String message) {
		super(message, null, false, false);
	}

}
