package io.feishuinterviews.feishu;

import io.feishuinterviews.feishu.payload.ErrorPayload;
import org.jspecify.annotations.Nullable;

/**
 * What Feishu wraps every answer in.
 *
 * @param code 0 for success, and nothing else is
 * @param msg what the code means, for people
 * @param error what Feishu adds to another code
 * @param data the bytes of {@code data} as received, empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Envelope(@Nullable Integer code, @Nullable String msg, @Nullable ErrorPayload error, byte[] data) {

}
