package io.feishuinterviews.api;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong, RFC 9457.
 *
 * @param type What kind of problem it is, as a URN.
 * @param title The same in words.
 * @param status The HTTP status.
 * @param detail What was wrong this time.
 * @param instance The path that was asked for.
 * @param code The last part of the type, to be told apart by.
 * @param retryable Whether the same request may succeed when it is made again.
 * @param feishuCode Feishu's error code.
 * @param feishuLogId What Feishu's support finds the call by.
 * @param missingScopes The scopes of which the Feishu app lacks one.
 * @param requestId What the service's log has the request under.
 */
record Problem(String type, String title, int status, String detail, @Nullable String instance, String code,
		@Nullable Boolean retryable, @Nullable Long feishuCode, @Nullable String feishuLogId,
		@Nullable List<String> missingScopes, @Nullable String requestId) {

}
