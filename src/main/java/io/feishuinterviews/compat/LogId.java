package io.feishuinterviews.compat;

import jakarta.servlet.http.HttpServletResponse;

/**
 * {@code X-Tt-Logid}: the log ID that SDKs report.
 */
final class LogId {

	private LogId() {
	}

	/**
	 * Give an answer the ID that our log has the request under.
	 * @param response the answer
	 * @return that ID
	 */
	static String ofRequest(HttpServletResponse response) {
		return set(response, String.valueOf(response.getHeader("X-Request-Id")));
	}

	/**
	 * Give an answer an ID.
	 * @param response the answer
	 * @param id the ID
	 * @return the same
	 */
	static String set(HttpServletResponse response, String id) {
		response.setHeader("X-Tt-Logid", id);
		return id;
	}

}
