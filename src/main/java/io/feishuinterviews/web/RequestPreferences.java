package io.feishuinterviews.web;

import java.util.Enumeration;
import java.util.Map;
import java.util.function.Supplier;

import io.feishuinterviews.cache.RequestDirectives;
import io.feishuinterviews.interview.Language;
import io.feishuinterviews.representation.Body;
import io.feishuinterviews.representation.RepresentationKey;
import io.feishuinterviews.security.Scope;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * What a request's headers ask for, as far as its caller may have it.
 *
 * @param variant which representation
 * @param freshness how fresh the answer is to be
 * @param ifNoneMatch what the client has already
 */
public record RequestPreferences(RepresentationKey variant, RequestDirectives freshness, @Nullable String ifNoneMatch) {

	private static final String VARY = HttpHeaders.ACCEPT_ENCODING + ", " + HttpHeaders.AUTHORIZATION;

	private static final String VARY_BY_LANGUAGE = HttpHeaders.ACCEPT_LANGUAGE + ", " + VARY;

	/**
	 * Read a request's headers.
	 * @param request the request
	 * @return what it asks for
	 */
	public static RequestPreferences of(HttpServletRequest request) {
		Language language = AcceptLanguage.pick(joined(request, HttpHeaders.ACCEPT_LANGUAGE));
		return new RequestPreferences(
				new RepresentationKey(language,
						Scope.INTERVIEWS_CONTACT.isGrantedTo(SecurityContextHolder.getContext().getAuthentication()),
						ContentCodingNegotiation.prefersGzip(joined(request, HttpHeaders.ACCEPT_ENCODING))),
				RequestCacheControlParser.parse(joined(request, HttpHeaders.CACHE_CONTROL)),
				joined(request, HttpHeaders.IF_NONE_MATCH));
	}

	/**
	 * Answer with a representation as it is wanted, or with the word that the client has
	 * it already.
	 * @param headers what else to say of it
	 * @param etag the representation's entity tag
	 * @param body its body, compressed if that is wanted
	 * @return the answer
	 */
	public Answer answer(Map<String, String> headers, String etag, Supplier<Body> body) {
		headers.put(HttpHeaders.VARY, VARY_BY_LANGUAGE);
		return answer(headers, etag, body, this.variant.language());
	}

	/**
	 * Answer in the same way with a representation that has every language there is.
	 * @param headers what else to say of it
	 * @param etag the representation's entity tag
	 * @param body its body, compressed if that is wanted
	 * @return the answer
	 */
	public Answer answerInAllLanguages(Map<String, String> headers, String etag, Supplier<Body> body) {
		headers.put(HttpHeaders.VARY, VARY);
		return answer(headers, etag, body, null);
	}

	private Answer answer(Map<String, String> headers, String etag, Supplier<Body> body, @Nullable Language language) {
		headers.put(HttpHeaders.ETAG, etag);
		if (IfNoneMatch.matches(this.ifNoneMatch, etag)) {
			headers.computeIfPresent(CacheHeaders.CACHE_STATUS, (name, status) -> CacheHeaders.notModified(status));
			return new Answer(HttpStatus.NOT_MODIFIED, headers, Body.NONE);
		}
		headers.put(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);
		if (language != null) {
			headers.put(HttpHeaders.CONTENT_LANGUAGE, language.tag());
		}
		if (this.variant.gzip()) {
			headers.put(HttpHeaders.CONTENT_ENCODING, "gzip");
		}
		return new Answer(HttpStatus.OK, headers, body.get());
	}

	/**
	 * Return a header's value, with the values of several joined as RFC 9110 section 5.3
	 * has it.
	 */
	private static @Nullable String joined(HttpServletRequest request, String name) {
		Enumeration<String> values = request.getHeaders(name);
		if (!values.hasMoreElements()) {
			return null;
		}
		String first = values.nextElement();
		if (!values.hasMoreElements()) {
			return first;
		}
		StringBuilder all = new StringBuilder(first);
		while (values.hasMoreElements()) {
			all.append(',').append(values.nextElement());
		}
		return all.toString();
	}

}
