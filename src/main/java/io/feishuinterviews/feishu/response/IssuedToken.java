package io.feishuinterviews.feishu.response;

import java.time.Duration;

/**
 * A token that Feishu has issued.
 *
 * @param value the token
 * @param validFor how long it is valid from now
 */
public record IssuedToken(String value, Duration validFor) {

	/**
	 * Omits the token, which must not be logged.
	 */
	@Override
	public String toString() {
		return "IssuedToken[validFor=" + this.validFor + "]";
	}

}
