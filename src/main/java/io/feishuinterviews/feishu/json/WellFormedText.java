package io.feishuinterviews.feishu.json;

/**
 * Texts that UTF-8 can express.
 */
public final class WellFormedText {

	private WellFormedText() {
	}

	/**
	 * Replace halves of characters, which JSON can escape and UTF-8 cannot express.
	 * @param text the text
	 * @return the text, with U+FFFD for each half
	 */
	public static String of(String text) {
		int i = 0;
		while (i < text.length() && !Character.isSurrogate(text.charAt(i))) {
			i++;
		}
		return (i == text.length()) ? text
				: text.codePoints()
					.map((character) -> (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE)
							? 0xFFFD : character)
					.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
					.toString();
	}

}
