package io.feishuinterviews.events.verification;

import io.feishuinterviews.events.FeishuEvent;

/**
 * What Feishu has sent.
 */
public sealed interface VerifiedRequest {

	/**
	 * An event.
	 *
	 * @param event the event
	 */
	record Event(FeishuEvent event) implements VerifiedRequest {

	}

	/**
	 * Feishu verifies that this service knows the Encrypt Key, when the request URL is
	 * saved.
	 *
	 * @param challenge the value to return
	 */
	record Challenge(String challenge) implements VerifiedRequest {

	}

}
