package io.feishuinterviews.feishu.response;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import io.feishuinterviews.feishu.payload.ErrorPayload;
import io.feishuinterviews.interview.FailureText;
import org.jspecify.annotations.Nullable;

/**
 * {@code error} in a response, each part of which may be absent. IDs that are not safe
 * for log lines and problems are omitted.
 *
 * @param payload {@code error}, {@code null} if it is absent
 */
record ErrorDetails(@Nullable ErrorPayload payload) {

	@Nullable String logId() {
		return (this.payload != null) ? this.payload.logId() : null;
	}

	@Nullable String troubleshooter() {
		return (this.payload != null) ? this.payload.troubleshooter() : null;
	}

	/**
	 * Return the scopes that the app lacks.
	 */
	List<String> missingScopes() {
		return ids((this.payload != null) ? this.payload.permissionViolations() : null,
				ErrorPayload.PermissionViolation::subject);
	}

	/**
	 * Return the parameters that Feishu rejects.
	 */
	List<String> rejectedFields() {
		return ids((this.payload != null) ? this.payload.fieldViolations() : null, ErrorPayload.FieldViolation::field);
	}

	/**
	 * Return what is wrong with a parameter.
	 * @param code the code of the response
	 * @return the names of the parameters, or else the text of the code
	 */
	FailureText text(FeishuErrorCode code) {
		List<String> fields = rejectedFields();
		return fields.isEmpty() ? code.text() : FailureText.of("feishu-rejects-fields", String.join(", ", fields));
	}

	private static <T> List<String> ids(@Nullable List<@Nullable T> violations, Function<T, @Nullable String> id) {
		return ((violations != null) ? violations.stream() : Stream.<T>empty()).filter(Objects::nonNull)
			.map(id)
			.filter(LastResponse::isPlain)
			.toList();
	}

}
