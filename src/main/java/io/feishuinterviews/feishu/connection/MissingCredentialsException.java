package io.feishuinterviews.feishu.connection;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The service was started without the app's ID or secret.
 */
class MissingCredentialsException extends IllegalArgumentException {

	private final List<String> variables;

	MissingCredentialsException(List<String> variables) {
		super(variables.stream()
			.map((variable) -> variable.replace("FEISHU_", "").replace('_', '-').toLowerCase(Locale.ROOT))
			.collect(Collectors.joining(" and ")) + " must be set");
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
