package io.feishuinterviews.compat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An invalid parameter, in the format of Feishu's gateway.
 */
final class FieldViolationException extends RuntimeException {

	private final Map<String, String> violation = new LinkedHashMap<>();

	FieldViolationException(String field, String value, String description) {
		super(description, null, false, false);
		this.violation.put("field", field);
		this.violation.put("value", value);
		this.violation.put("description", description);
	}

	/**
	 * Return {@code field_violations}.
	 * @return what is wrong with which field
	 */
	List<Map<String, String>> violations() {
		return List.of(this.violation);
	}

}
