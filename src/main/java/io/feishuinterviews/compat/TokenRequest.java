package io.feishuinterviews.compat;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The body of a token request.
 *
 * @param appId {@code app_id}: a client's ID
 * @param appSecret {@code app_secret}: its API key
 */
record TokenRequest(@JsonProperty("app_id") @Nullable String appId,
		@JsonProperty("app_secret") @Nullable String appSecret) {

	/**
	 * Omits the key, which must not be logged.
	 */
	@Override
	public String toString() {
		return "TokenRequest[appId=" + this.appId + "]";
	}

}
