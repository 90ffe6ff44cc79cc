package io.feishuinterviews.audit;

import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What handlers tell the audit log of a request, as request attributes.
 */
public final class AuditAttributes {

	private static final String RESPONSE_CODE = AuditAttributes.class.getName() + ".responseCode";

	private AuditAttributes() {
	}

	/**
	 * Set the code in a response of Feishu's format, whose HTTP status alone does not
	 * tell whether the request was allowed.
	 * @param request the request
	 * @param code Feishu's code
	 */
	public static void setResponseCode(ServletRequest request, long code) {
		request.setAttribute(RESPONSE_CODE, code);
	}

	static @Nullable Object responseCode(ServletRequest request) {
		return request.getAttribute(RESPONSE_CODE);
	}

}
