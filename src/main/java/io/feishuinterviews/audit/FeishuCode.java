package io.feishuinterviews.audit;

import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The error code that a request was answered with, for the record: where answers are
 * Feishu's, the status alone does not tell who was let in.
 */
public final class FeishuCode {

	private static final String ATTRIBUTE = FeishuCode.class.getName();

	private FeishuCode() {
	}

	/**
	 * Note a request's.
	 * @param request the request
	 * @param code the code
	 */
	public static void set(ServletRequest request, long code) {
		request.setAttribute(ATTRIBUTE, code);
	}

	static @Nullable Object of(ServletRequest request) {
		return request.getAttribute(ATTRIBUTE);
	}

}
