package io.feishuinterviews.feishu;

import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.interview.UpstreamException.Kind;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Converts exceptions that no other code expects: callers get a stale response or
 * {@code feishu-failure} then, never a 500.
 */
final class UnexpectedFailures {

	private static final Log log = LogFactory.getLog(UnexpectedFailures.class);

	private UnexpectedFailures() {
	}

	/**
	 * Convert an exception to a failure. The log contains its class and its place; its
	 * message may contain personal data.
	 * @param ex the exception
	 * @return the failure
	 */
	static UpstreamException toUpstreamException(Throwable ex) {
		if (ex instanceof UpstreamException failure) {
			return failure;
		}
		StackTraceElement[] places = ex.getStackTrace();
		log.warn("A call to Feishu failed unexpectedly: %s at %s".formatted(ex.getClass().getName(),
				(places.length > 0) ? places[0] : "an unknown location"));
		return new UpstreamException(Kind.FEISHU_FAILURE, FailureText.of("feishu-response-not-processed"), false,
				UpstreamError.NONE, null);
	}

}
