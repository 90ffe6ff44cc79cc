package io.feishuinterviews.feishu;

import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.interview.UpstreamException.Kind;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The failure for an exception that no other code expects: callers get a stale answer or
 * {@code feishu-failure} then, never a 500.
 */
final class UnexpectedFailures {

	private static final Log log = LogFactory.getLog(UnexpectedFailures.class);

	private UnexpectedFailures() {
	}

	/**
	 * Turn an exception into a failure. The log names its class and its place; its
	 * message may hold content.
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
