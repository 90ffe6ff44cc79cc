package io.feishuinterviews.interview;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Feishu's error response.
 *
 * @param code its error code, absent where it answered something else than its JSON
 * @param logId what Feishu's support finds the call by
 * @param missingScopes the scopes of which the app lacks one, none if that is not what
 * happened
 * @param httpStatus the HTTP status of the response, absent where there was none
 * @param msg {@code msg}, absent where it is not safe to repeat; not for problems or logs
 * @param troubleshooter {@code error.troubleshooter}, in the same way
 * @param rejectedFields the parameters that it rejects, with Feishu's names; none if that
 * is not what happened
 */
public record UpstreamError(@Nullable Long code, @Nullable String logId, List<String> missingScopes,
		@Nullable Integer httpStatus, @Nullable String msg, @Nullable String troubleshooter,
		List<String> rejectedFields) {

	/**
	 * What is known of a call that Feishu did not answer.
	 */
	public static final UpstreamError NONE = new UpstreamError(null, null, List.of(), null, null, null, List.of());

}
