package io.feishuinterviews.feishu.connection;

/**
 * A setting for the outgoing proxy that is no URL of an HTTP proxy. The value may have a
 * password, so that no message has it.
 */
class InvalidProxyException extends RuntimeException {

	private final String setting;

	InvalidProxyException(String setting) {
		super(setting + " is not the URL of an HTTP proxy");
		this.setting = setting;
	}

	/**
	 * Return the setting or environment variable that is wrong.
	 * @return its name
	 */
	String setting() {
		return this.setting;
	}

}
