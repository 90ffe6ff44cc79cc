package io.feishuinterviews.interview;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Feishu's error response.
 *
 * @param code its error code, absent if the response was not Feishu's JSON
 * @param logId the ID by which Feishu's support finds the call
 * @param missingScopes the scopes of which the app lacks one, empty for other errors
 * @param httpStatus the HTTP status of the response, absent where there was none
 * @param msg {@code msg}, absent where it is not safe to repeat; not for problems or logs
 * @param troubleshooter {@code error.troubleshooter}, absent if it is not safe to repeat
 * @param rejectedFields the parameters that it rejects, with Feishu's names; empty for
 * other errors
 */
public record UpstreamError(@Nullable Long code, @Nullable String logId, List<String> missingScopes,
		@Nullable Integer httpStatus, @Nullable String msg, @Nullable String troubleshooter,
		List<String> rejectedFields) {

	/**
	 * The error of a call without a response.
	 */
	public static final UpstreamError NONE = new UpstreamError(null, null, List.of(), null, null, null, List.of());

}
