package io.feishuinterviews.security;

import java.util.Enumeration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Reads the key or token that comes with a request. Spring's converter ignores other
 * schemes, so that the caller would be anonymous.
 */
class StrictBearerTokenConverter implements AuthenticationConverter {

	private static final Pattern BEARER = Pattern.compile("bearer +([A-Za-z0-9-._~+/]+=*) *", Pattern.CASE_INSENSITIVE);

	private final RequestMatcher withoutCredentials;

	/**
	 * Create a converter.
	 * @param withoutCredentials the requests whose header is ignored
	 */
	StrictBearerTokenConverter(RequestMatcher withoutCredentials) {
		this.withoutCredentials = withoutCredentials;
	}

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		Enumeration<String> headers = request.getHeaders(HttpHeaders.AUTHORIZATION);
		if (!headers.hasMoreElements() || this.withoutCredentials.matches(request)) {
			return null;
		}
		Matcher bearer = BEARER.matcher(headers.nextElement());
		if (headers.hasMoreElements() || !bearer.matches()) {
			throw new InvalidBearerTokenException("not exactly one bearer token");
		}
		BearerTokenAuthenticationToken token = new BearerTokenAuthenticationToken(bearer.group(1));
		// the address of the caller
		token.setDetails(new WebAuthenticationDetails(request));
		return token;
	}

}
