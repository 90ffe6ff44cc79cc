package io.feishuinterviews.web.preferences;

import java.util.Arrays;
import java.util.Enumeration;
import java.util.Locale;

import io.feishuinterviews.cache.RequestDirectives;
import io.feishuinterviews.interview.Language;
import io.feishuinterviews.representation.RepresentationKey;
import io.feishuinterviews.security.caller.Scope;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The preferences of a request, from its headers.
 *
 * @param language the language of names
 * @param contact whether the caller may see contacts' full numbers
 * @param gzip whether the client prefers gzip
 * @param directives how fresh the response must be
 * @param ifNoneMatch the entity tags that the client has
 */
public record RequestPreferences(Language language, boolean contact, boolean gzip, RequestDirectives directives,
		@Nullable String ifNoneMatch) {

	/**
	 * A longer {@code Accept-Language} is ignored: the time to parse it grows with the
	 * square of its length.
	 */
	private static final int LONGEST_ACCEPT_LANGUAGE = 1000;

	/**
	 * Read the headers of a request.
	 * @param request the request
	 * @return its preferences
	 */
	public static RequestPreferences of(HttpServletRequest request) {
		RequestDirectives directives = RequestCacheControlParser.parse(joined(request, HttpHeaders.CACHE_CONTROL));
		String ifNoneMatch = joined(request, HttpHeaders.IF_NONE_MATCH);
		return new RequestPreferences(language(request),
				Scope.INTERVIEWS_CONTACT.isGrantedTo(SecurityContextHolder.getContext().getAuthentication()),
				ContentCodingNegotiation.prefersGzip(joined(request, HttpHeaders.ACCEPT_ENCODING)),
				(ifNoneMatch != null) ? directives.forConditionalRequest() : directives, ifNoneMatch);
	}

	/**
	 * Return the key of the representation that fits the preferences.
	 * @param format the format of the representation, which its entity tag names
	 * @return the key
	 */
	public RepresentationKey key(String format) {
		return new RepresentationKey(format, this.contact, this.gzip);
	}

	/**
	 * Return the language that a request prefers.
	 * @param request the request
	 * @return the language, Chinese if the request accepts neither
	 */
	public static Language language(HttpServletRequest request) {
		return language(joined(request, HttpHeaders.ACCEPT_LANGUAGE));
	}

	/**
	 * Look up the language (RFC 4647 section 3.4): a range matches the language that is
	 * its first subtag. Spring's resolver falls back to the JVM's language for a
	 * malformed header, and {@link Locale#lookupTag} compiles a pattern for each subtag.
	 */
	private static Language language(@Nullable String acceptLanguage) {
		if (acceptLanguage == null || acceptLanguage.length() > LONGEST_ACCEPT_LANGUAGE) {
			return Language.ZH;
		}
		try {
			return Locale.LanguageRange.parse(acceptLanguage)
				.stream()
				.filter((range) -> range.getWeight() > 0)
				.map((range) -> range.getRange().split("-", 2)[0])
				.flatMap((subtag) -> Arrays.stream(Language.values()).filter((known) -> known.tag().equals(subtag)))
				.findFirst()
				.orElse(Language.ZH);
		}
		catch (IllegalArgumentException ex) {
			return Language.ZH;
		}
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
