package io.feishuinterviews.web.problem;

import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.web.InvalidParameter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.web.firewall.RequestRejectedException;

/**
 * Finds the part of a request that Tomcat or Spring Security's firewall rejects. Both
 * only describe it in a text.
 */
final class MalformedRequest {

	/**
	 * How Tomcat describes a path that is no URI.
	 */
	static final String INVALID_URI = "Invalid URI";

	private static final Pattern HEADER = Pattern
		.compile("(?:the header(?: name|:) \"|The HTTP header line \\[)([A-Za-z0-9-]{1,64})(?: ?\"|:)");

	private static final Pattern TARGET = Pattern.compile("request target \\[(.*?)\\s*]\\.");

	private static final Pattern WELL_FORMED_PATH = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@/%-]*");

	private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+(:\\d*)?|\\[[0-9A-Fa-f:.]+](:\\d*)?");

	private MalformedRequest() {
	}

	/**
	 * Return what Spring Security's firewall rejects.
	 */
	static InvalidParameter of(RequestRejectedException ex) {
		return of(String.valueOf(ex.getMessage()), path());
	}

	/**
	 * Return what Tomcat rejects.
	 * @param status Tomcat's status
	 * @param reason what Tomcat says, if it says anything
	 * @param request the request, as far as it has been read
	 * @return the part that is malformed
	 */
	static InvalidParameter of(int status, @Nullable String reason, HttpServletRequest request) {
		return switch (status) {
			case 400 -> of((reason != null) ? reason : "", header(request));
			case 501 -> (request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null)
					? header(HttpHeaders.TRANSFER_ENCODING) : unknownMethod();
			case 505 -> unknownVersion();
			default -> unknown();
		};
	}

	private static InvalidParameter of(String reason, InvalidParameter other) {
		Matcher header = HEADER.matcher(reason);
		if (header.find()) {
			return header(header.group(1));
		}
		Matcher target = TARGET.matcher(reason);
		if (target.find()) {
			String path = target.group(1).replaceFirst("\\?.*", "");
			return WELL_FORMED_PATH.matcher(path).matches() ? query() : path();
		}
		if (reason.startsWith(INVALID_URI)) {
			return path();
		}
		if (reason.contains("too large")) {
			return new InvalidParameter(InvalidParameter.REQUEST, FailureText.of("request-over-limit"));
		}
		if (reason.contains("header")) {
			return new InvalidParameter(InvalidParameter.REQUEST, FailureText.of("headers-malformed"));
		}
		if (reason.contains("the parameter")) {
			return query();
		}
		if (reason.contains("method")) {
			return unknownMethod();
		}
		return reason.contains("protocol") ? unknownVersion() : other;
	}

	/**
	 * Return the header that Tomcat rejects without naming it.
	 */
	private static InvalidParameter header(HttpServletRequest request) {
		List<String> hosts = Collections.list(request.getHeaders(HttpHeaders.HOST));
		if (hosts.size() != 1 || !HOST.matcher(hosts.get(0)).matches()) {
			return new InvalidParameter(HttpHeaders.HOST, FailureText.of("host-malformed"));
		}
		if (request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
			return header(HttpHeaders.TRANSFER_ENCODING);
		}
		return (request.getHeader(HttpHeaders.CONTENT_LENGTH) != null) ? header(HttpHeaders.CONTENT_LENGTH) : unknown();
	}

	private static InvalidParameter header(String name) {
		return new InvalidParameter(name, FailureText.of("header-malformed", name));
	}

	private static InvalidParameter path() {
		return new InvalidParameter(InvalidParameter.PATH, FailureText.of("path-characters"));
	}

	static InvalidParameter query() {
		return new InvalidParameter(InvalidParameter.QUERY, FailureText.of("query-malformed"));
	}

	private static InvalidParameter unknownMethod() {
		return new InvalidParameter(InvalidParameter.REQUEST, FailureText.of("method-unknown"));
	}

	private static InvalidParameter unknownVersion() {
		return new InvalidParameter(InvalidParameter.REQUEST, FailureText.of("version-unknown"));
	}

	private static InvalidParameter unknown() {
		return new InvalidParameter(InvalidParameter.REQUEST, FailureText.of("request-unreadable"));
	}

}
