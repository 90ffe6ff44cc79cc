package io.feishuinterviews.web.problem;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.UUID;

import io.feishuinterviews.web.RequestIdFilter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.StringUtils;

/**
 * Returns a problem for a request that Tomcat rejected, instead of Tomcat's error page.
 * Rejects a path that is no URI, which Tomcat lets through: Spring MVC could not name it
 * in a problem, and would return an empty response with 200.
 */
class ProblemErrorReportValve extends ErrorReportValve {

	private static final Log log = LogFactory.getLog(ProblemErrorReportValve.class);

	private final ProblemWriter writer;

	private final AllowedMethods methods;

	ProblemErrorReportValve(ProblemWriter writer, AllowedMethods methods) {
		this.writer = writer;
		this.methods = methods;
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		if (HttpMethod.TRACE.matches(request.getMethod())) {
			// Tomcat has refused it, and named the methods of the servlet
			response.setHeader(HttpHeaders.ALLOW,
					StringUtils.collectionToCommaDelimitedString(this.methods.of(request.getRequest())));
		}
		if (response.isError() || isUri(request.getRequestURI())) {
			super.invoke(request, response);
		}
		else {
			response.sendError(HttpServletResponse.SC_BAD_REQUEST, MalformedRequest.INVALID_URI);
			response.setSuspended(false);
			report(request, response, null);
		}
	}

	private static boolean isUri(String path) {
		try {
			new URI(path);
			return true;
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	@Override
	protected void report(Request request, Response response, @Nullable Throwable failure) {
		if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
			return;
		}
		ProblemType type = ProblemType.of(HttpStatusCode.valueOf(response.getStatus()));
		String requestId = response.getHeader(RequestIdFilter.HEADER);
		if (requestId == null) {
			requestId = UUID.randomUUID().toString();
			response.setHeader(RequestIdFilter.HEADER, requestId);
		}
		MDC.put(RequestIdFilter.MDC_KEY, requestId);
		try {
			this.writer.write(problem(type, request, response, failure), request, response);
			response.finishResponse();
		}
		catch (IOException ex) {
			log.debug("Could not write an error response", ex);
		}
		finally {
			MDC.remove(RequestIdFilter.MDC_KEY);
		}
	}

	private static Problem problem(ProblemType type, Request request, Response response, @Nullable Throwable failure) {
		if (type != ProblemType.INVALID_REQUEST) {
			return Problem.of(type);
		}
		String reason = (failure != null) ? failure.getMessage() : response.getMessage();
		return Problem.invalidRequest(List.of(MalformedRequest.of(response.getStatus(), reason, request)));
	}

}
