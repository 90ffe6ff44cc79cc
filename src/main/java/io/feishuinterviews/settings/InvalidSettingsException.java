package io.feishuinterviews.settings;

/**
 * Settings that have been read again are misspelt or invalid. The message names them,
 * without their values.
 */
public class InvalidSettingsException extends Exception {

	/**
	 * Create an exception.
	 * @param message which setting is invalid, and why, without its value
	 */
	public InvalidSettingsException(String message) {
		super(message, null, false, false);
	}

}
