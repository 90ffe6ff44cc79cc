package io.feishuinterviews.compat;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The paths of Feishu's API that this service has.
 */
final class FeishuPaths {

	/**
	 * What all paths of Feishu's API begin with.
	 */
	static final String PREFIX = "/open-apis/";

	static final String GET_BY_TALENT = PREFIX + "hire/v1/interviews/get_by_talent";

	static final String TENANT_TOKEN = PREFIX + "auth/v3/tenant_access_token/internal";

	static final String APP_TOKEN = PREFIX + "auth/v3/app_access_token/internal";

	static final String APP_TICKET_RESEND = PREFIX + "auth/v3/app_ticket/resend";

	static final String STORE_APP_TOKEN = PREFIX + "auth/v3/app_access_token";

	static final String STORE_TENANT_TOKEN = PREFIX + "auth/v3/tenant_access_token";

	private FeishuPaths() {
	}

	/**
	 * Return whether a request is for Feishu's API.
	 * @param request the request, or the error dispatch of one
	 * @return whether its path has the prefix
	 */
	static boolean matches(HttpServletRequest request) {
		return (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String rejected)
				? rejected.startsWith(PREFIX, request.getServletContext().getContextPath().length())
				: request.getServletPath().startsWith(PREFIX);
	}

}
