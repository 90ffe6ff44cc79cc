package io.feishuinterviews.feishu.payload;

import org.jspecify.annotations.Nullable;

/**
 * The response to a token request, with everything at the top level.
 *
 * @param expire how many seconds the token is valid from now
 */
public record TokenPayload(@Nullable Long code, @Nullable String msg, @Nullable String tenantAccessToken,
		@Nullable String appAccessToken, @Nullable Long expire) {

	/**
	 * Omits the token, which must not be logged.
	 */
	@Override
	public String toString() {
		return "TokenPayload[code=" + this.code + ", expire=" + this.expire + "]";
	}

}
