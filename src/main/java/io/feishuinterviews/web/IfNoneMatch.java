package io.feishuinterviews.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Whether a client has the representation already: RFC 9110 section 13.1.2, with its weak
 * comparison.
 */
final class IfNoneMatch {

	private static final Pattern ENTITY_TAG = Pattern.compile("(?:W/)?(\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\")");

	private IfNoneMatch() {
	}

	/**
	 * Tell whether the condition names the representation.
	 * @param header the value of {@code If-None-Match}, lists joined
	 * @param etag the representation's entity tag, quotes included
	 * @return whether to answer with 304
	 */
	static boolean matches(@Nullable String header, String etag) {
		if (header == null) {
			return false;
		}
		if (header.trim().equals("*")) {
			return true;
		}
		Matcher tags = ENTITY_TAG.matcher(header);
		while (tags.find()) {
			if (tags.group(1).equals(etag)) {
				return true;
			}
		}
		return false;
	}

}
