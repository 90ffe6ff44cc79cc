package io.feishuinterviews.web.problem;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.web.InvalidParameter;

import org.springframework.security.web.firewall.RequestRejectedException;

/**
 * What Spring Security's firewall rejects. Its exception has no more than a message.
 */
final class FirewallRejection {

	private static final Pattern HEADER = Pattern.compile("the header(?: name|:) \"([A-Za-z0-9-]{1,64}) ?\"");

	private FirewallRejection() {
	}

	static InvalidParameter of(RequestRejectedException ex) {
		String message = String.valueOf(ex.getMessage());
		Matcher header = HEADER.matcher(message);
		if (header.find()) {
			return new InvalidParameter(header.group(1), FailureText.of("header-malformed", header.group(1)));
		}
		if (message.contains("the header")) {
			return new InvalidParameter(InvalidParameter.REQUEST, FailureText.of("headers-malformed"));
		}
		if (message.contains("the parameter")) {
			return new InvalidParameter(InvalidParameter.QUERY, FailureText.of("query-malformed"));
		}
		if (message.contains("HTTP method")) {
			return new InvalidParameter(InvalidParameter.REQUEST, FailureText.of("method-unknown"));
		}
		return new InvalidParameter(InvalidParameter.PATH, FailureText.of("path-characters"));
	}

}
