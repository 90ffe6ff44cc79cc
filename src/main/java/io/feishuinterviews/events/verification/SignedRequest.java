package io.feishuinterviews.events.verification;

import org.jspecify.annotations.Nullable;

/**
 * A request as it was received.
 *
 * @param timestamp the header {@code X-Lark-Request-Timestamp}
 * @param nonce the header {@code X-Lark-Request-Nonce}
 * @param signature the header {@code X-Lark-Signature}
 * @param body the body
 */
public record SignedRequest(@Nullable String timestamp, @Nullable String nonce, @Nullable String signature,
		byte[] body) {

	/**
	 * Return whether the request has a signature.
	 */
	boolean hasSignature() {
		return this.timestamp != null || this.nonce != null || this.signature != null;
	}

}
