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
	 * Leaves the token out: it belongs in no log.
	 */
	@Override
	public String toString() {
		return "IssuedToken[validFor=" + this.validFor + "]";
	}

}
