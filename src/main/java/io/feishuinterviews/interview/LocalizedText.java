package io.feishuinterviews.interview;

import org.jspecify.annotations.Nullable;

/**
 * A text in the languages it exists in. A response contains one of them.
 *
 * @param zh the Chinese text
 * @param en the English text
 */
public record LocalizedText(@Nullable String zh, @Nullable String en) {

	/**
	 * Return the text in the given language, or in the other where it is missing or
	 * empty.
	 * @param language the requested language
	 * @return the text, {@code null} if there is none in either language
	 */
	public @Nullable String in(Language language) {
		String wanted = (language == Language.ZH) ? this.zh : this.en;
		String other = (language == Language.ZH) ? this.en : this.zh;
		return (wanted == null || (wanted.isEmpty() && !isEmpty(other))) ? other : wanted;
	}

	private static boolean isEmpty(@Nullable String text) {
		return text == null || text.isEmpty();
	}

	/**
	 * Omits the text: it may be personal data, which must not be logged.
	 */
	@Override
	public String toString() {
		return "LocalizedText";
	}

}
