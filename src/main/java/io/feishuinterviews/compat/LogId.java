package io.feishuinterviews.compat;

import io.feishuinterviews.web.RequestIdFilter;
import jakarta.servlet.http.HttpServletResponse;

/**
 * {@code X-Tt-Logid}: the log ID that SDKs report.
 */
final class LogId {

	private LogId() {
	}

	/**
	 * Set the request ID as the log ID of a response.
	 * @param response the response
	 * @return the request ID
	 */
	static String ofRequest(HttpServletResponse response) {
		return set(response, String.valueOf(response.getHeader(RequestIdFilter.HEADER)));
	}

	/**
	 * Set the log ID of a response.
	 * @param response the response
	 * @param id the log ID
	 * @return the log ID
	 */
	static String set(HttpServletResponse response, String id) {
		response.setHeader("X-Tt-Logid", id);
		return id;
	}

}
