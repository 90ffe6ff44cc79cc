package io.feishuinterviews.feishu;

import io.feishuinterviews.interview.FeishuError;
import io.feishuinterviews.interview.UpstreamFailure;
import io.feishuinterviews.interview.UpstreamFailure.Kind;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The failure for an exception that no other code expects: callers get a stale answer or
 * {@code feishu-failure} then, never a 500.
 */
final class UnexpectedFailure {

	private static final Log log = LogFactory.getLog(UnexpectedFailure.class);

	private UnexpectedFailure() {
	}

	/**
	 * Turn an exception into a failure. The log names its class and its place; its
	 * message may hold content.
	 * @param ex the exception
	 * @return the failure
	 */
	static UpstreamFailure of(Throwable ex) {
		if (ex instanceof UpstreamFailure failure) {
			return failure;
		}
		StackTraceElement[] places = ex.getStackTrace();
		log.warn("A call to Feishu failed for a reason that was not foreseen: %s at %s"
			.formatted(ex.getClass().getName(), (places.length > 0) ? places[0] : "an unknown place"));
		return new UpstreamFailure(Kind.FEISHU_FAILURE, "Feishu's answer cannot be processed.", false, FeishuError.NONE,
				null);
	}

}
