package io.feishuinterviews.compat;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Removes the slash that SDKs put in front of {@code /open-apis/} where their base URL
 * ends in one. Tomcat has routed the request by the path without it already; from here
 * on, everything else sees that path, too: access rules, the audit log, handlers. Any
 * other path with an empty segment is still refused.
 */
final class BaseUrlValve extends ValveBase {

	private static final String DOUBLED = "/" + FeishuPaths.PREFIX;

	BaseUrlValve() {
		super(true);
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		String path = request.getRequestURI();
		String contextPath = (request.getContext() != null) ? request.getContext().getPath() : "";
		if (path != null && path.startsWith(contextPath) && path.startsWith(DOUBLED, contextPath.length())) {
			request.getCoyoteRequest().requestURI().setString(contextPath + path.substring(contextPath.length() + 1));
		}
		getNext().invoke(request, response);
	}

}
