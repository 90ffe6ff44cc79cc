package io.feishuinterviews.feishu.response;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Decides which of Feishu's texts for people may be repeated to a caller.
 */
final class SafeText {

	private static final int MAX_LENGTH = 500;

	/**
	 * A control or format character, a token, or digits that may be a telephone number,
	 * in whatever script.
	 */
	private static final Pattern UNSAFE = Pattern.compile(
			"""
					[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]|\\b[atu]-[\\w.-]{8}|(?<![\\p{L}\\p{Nd}])\\+?\\p{Nd}(?:[ ().-]?\\p{Nd}){6,14}\
					(?![\\p{L}\\p{Nd}])""",
			Pattern.UNICODE_CHARACTER_CLASS);

	private SafeText() {
	}

	/**
	 * Return a text if it is safe to repeat.
	 * @param text the text
	 * @return the text, {@code null} if it is empty, long, or not safe
	 */
	static @Nullable String of(@Nullable String text) {
		return (text != null && !text.isBlank() && text.length() <= MAX_LENGTH && !UNSAFE.matcher(text).find()) ? text
				: null;
	}

}
