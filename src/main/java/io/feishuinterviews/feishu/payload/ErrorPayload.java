package io.feishuinterviews.feishu.payload;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonAlias;
import org.jspecify.annotations.Nullable;

/**
 * {@code error}: what Feishu adds to a code that is not 0.
 *
 * @param logId {@code log_id}, which some pages spell as one word
 * @param troubleshooter {@code troubleshooter}: where to read on
 * @param permissionViolations {@code permission_violations}: what the app may not do
 * @param fieldViolations {@code field_violations}: which parameters are wrong
 */
public record ErrorPayload(@JsonAlias("logid") @Nullable String logId, @Nullable String troubleshooter,
		@Nullable List<@Nullable PermissionViolation> permissionViolations,
		@Nullable List<@Nullable FieldViolation> fieldViolations) {

	@Override
	public String toString() {
		return "ErrorPayload[" + this.logId + "]";
	}

	/**
	 * {@code permission_violations[]}.
	 *
	 * @param subject the scope that is missing
	 */
	public record PermissionViolation(@Nullable String subject) {

	}

	/**
	 * {@code field_violations[]}.
	 *
	 * @param field the parameter that is wrong
	 */
	public record FieldViolation(@Nullable String field) {

	}

}
