package io.feishuinterviews.settings;

/**
 * A setting is missing or invalid. No text of the exception contains the value, which may
 * be a secret.
 */
public class SettingException extends IllegalArgumentException {

	private final String description;

	private final String action;

	/**
	 * Create an exception.
	 * @param message what is wrong, in short. If the constructor of configuration
	 * properties throws it, the message begins with the name of the setting in them
	 * @param description what is wrong
	 * @param action what the operator can do
	 */
	public SettingException(String message, String description, String action) {
		super(message);
		this.description = description;
		this.action = action;
	}

	/**
	 * Create an exception.
	 * @param description what is wrong
	 * @param action what the operator can do
	 */
	public SettingException(String description, String action) {
		this(description, description, action);
	}

	public String description() {
		return this.description;
	}

	public String action() {
		return this.action;
	}

}
