package io.feishuinterviews.feishu.connection;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A secret that is sent to Feishu only.
 *
 * @param value the text itself
 */
public record Secret(@JsonValue String value) {

	/**
	 * Hides the secret, so that it can be part of anything that is logged.
	 */
	@Override
	public String toString() {
		return "******";
	}

}
