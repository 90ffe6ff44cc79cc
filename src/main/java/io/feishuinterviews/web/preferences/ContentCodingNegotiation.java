package io.feishuinterviews.web.preferences;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Whether a response may be compressed: RFC 9110 section 12.5.3 over gzip and no coding
 * at all.
 */
final class ContentCodingNegotiation {

	private ContentCodingNegotiation() {
	}

	/**
	 * Return whether gzip is acceptable and preferred at least as much as identity.
	 * @param header the value of {@code Accept-Encoding}, lists joined
	 * @return whether to send gzip
	 */
	static boolean prefersGzip(@Nullable String header) {
		if (header == null) {
			return false;
		}
		float gzip = -1;
		float identity = -1;
		float any = -1;
		for (String element : StringUtils.tokenizeToStringArray(header, ",")) {
			int semicolon = element.indexOf(';');
			String coding = ((semicolon < 0) ? element : element.substring(0, semicolon)).trim()
				.toLowerCase(Locale.ROOT);
			float quality = (semicolon < 0) ? 1 : quality(element.substring(semicolon + 1));
			switch (coding) {
				case "gzip", "x-gzip" -> gzip = Math.max(gzip, quality);
				case "identity" -> identity = quality;
				case "*" -> any = quality;
				default -> {
				}
			}
		}
		if (gzip < 0) {
			gzip = any;
		}
		return gzip > 0 && gzip >= identity;
	}

	private static float quality(String parameter) {
		String text = parameter.trim().toLowerCase(Locale.ROOT);
		if (!text.matches("q=(0(\\.\\d{0,3})?|1(\\.0{0,3})?)")) {
			return 0;
		}
		return Float.parseFloat(text.substring(2));
	}

}
