package io.feishuinterviews.feishu.connection;

import java.util.List;

/**
 * The service was started without the app's ID or secret.
 */
class MissingCredentialsException extends RuntimeException {

	private final List<String> variables;

	MissingCredentialsException(List<String> variables) {
		super(String.join(" and ", variables) + " not set");
		this.variables = List.copyOf(variables);
	}

	/**
	 * Return the environment variables to set.
	 * @return their names
	 */
	List<String> variables() {
		return this.variables;
	}

}
