package io.feishuinterviews.web.preferences;

import java.time.Duration;
import java.util.Locale;

import io.feishuinterviews.cache.RequestDirectives;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Reads a request's {@code Cache-Control}, RFC 9111 section 5.2.1. Unknown and malformed
 * directives are ignored.
 */
final class RequestCacheControlParser {

	/**
	 * RFC 9111 section 1.2.2: the greatest number of seconds there need be.
	 */
	private static final Duration MAX_DELTA_SECONDS = Duration.ofSeconds(1L << 31);

	private RequestCacheControlParser() {
	}

	/**
	 * Parse the request directives.
	 * @param header the header's value, lists joined
	 * @return the directives
	 */
	static RequestDirectives parse(@Nullable String header) {
		if (header == null) {
			return RequestDirectives.NONE;
		}
		boolean noCache = false;
		boolean onlyIfCached = false;
		boolean noStore = false;
		Duration maxAge = null;
		Duration minFresh = null;
		Duration maxStale = null;
		for (String directive : StringUtils.tokenizeToStringArray(header, ",")) {
			int equals = directive.indexOf('=');
			String name = ((equals < 0) ? directive : directive.substring(0, equals)).trim().toLowerCase(Locale.ROOT);
			String argument = (equals < 0) ? null : directive.substring(equals + 1).trim();
			switch (name) {
				case "no-cache" -> noCache = true;
				case "only-if-cached" -> onlyIfCached = true;
				case "no-store" -> noStore = true;
				case "max-age" -> maxAge = seconds(argument);
				case "min-fresh" -> minFresh = seconds(argument);
				case "max-stale" -> maxStale = (argument != null) ? seconds(argument) : MAX_DELTA_SECONDS;
				default -> {
				}
			}
		}
		return new RequestDirectives(noCache, maxAge, minFresh, maxStale, onlyIfCached, noStore);
	}

	private static @Nullable Duration seconds(@Nullable String argument) {
		String digits = (argument != null) ? argument.replaceFirst("^\"(.*)\"$", "$1") : "";
		if (!digits.matches("\\d+")) {
			return null;
		}
		return (digits.length() > 9) ? MAX_DELTA_SECONDS : Duration.ofSeconds(Long.parseLong(digits));
	}

}
