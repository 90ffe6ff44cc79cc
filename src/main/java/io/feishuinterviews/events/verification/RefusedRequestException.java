package io.feishuinterviews.events.verification;

import java.util.Locale;

/**
 * A request is not an event of Feishu. The response does not show at which step it was
 * refused.
 */
public final class RefusedRequestException extends RuntimeException {

	private final Step step;

	public RefusedRequestException(Step step) {
		super("Refused at step " + step, null, false, false);
		this.step = step;
	}

	/**
	 * Return where the request was refused.
	 * @return the step, for metrics
	 */
	public Step step() {
		return this.step;
	}

	/**
	 * The steps of the verification, in their order.
	 */
	public enum Step {

		/** The body is too large, or comes too slowly. */
		BODY,

		/** The signature is missing or wrong. */
		SIGNATURE,

		/** The body is not encrypted, or not with the Encrypt Key. */
		ENCRYPTION,

		/** What was encrypted is not an event. */
		CONTENT,

		/** The Verification Token is missing or wrong. */
		TOKEN,

		/** The event is for another app. */
		APP,

		/** The request was signed too long ago, or in the future. */
		TIME;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
