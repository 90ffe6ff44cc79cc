package io.feishuinterviews.settings;

/**
 * Settings that have been read again are misspelt or invalid. The message names them,
 * without their values.
 */
public class InvalidSettingsException extends Exception {

	InvalidSettingsException(String message) {
		super(message, null, false, false);
	}

}
