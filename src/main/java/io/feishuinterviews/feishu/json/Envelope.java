package io.feishuinterviews.feishu.json;

import io.feishuinterviews.feishu.payload.ErrorPayload;
import org.jspecify.annotations.Nullable;

/**
 * The outermost object of Feishu's responses.
 *
 * @param code 0 for success only; absent where Feishu sent no integer
 * @param msg what the code means, for people; absent where Feishu sent no text
 * @param error details of another code, absent where Feishu sent no object
 * @param data the bytes of {@code data} as received, empty where there is none
 */
public record Envelope(@Nullable Long code, @Nullable String msg, @Nullable ErrorPayload error, byte[] data) {

	public boolean isSuccess() {
		return this.code != null && this.code == 0;
	}

	@Override
	public String toString() {
		return "Envelope[" + this.code + "]";
	}

}
