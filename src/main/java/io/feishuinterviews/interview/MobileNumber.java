package io.feishuinterviews.interview;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A phone number, which is masked for callers without {@code interviews:contact}.
 *
 * @param number the number as Feishu has it: often, but not always, a mobile number
 */
public record MobileNumber(String number) {

	/**
	 * The country code, if it can be recognized.
	 */
	private static final Pattern COUNTRY = Pattern.compile("\\+\\d{1,3}(?=[\\s(-])|\\+86|0086");

	/**
	 * Return the masked number: {@code 133****3333}. Enough digits are hidden that the
	 * number cannot be called; the rest identifies a known number. What separates the
	 * digits stays, as does the country's code. Every other character counts as a digit.
	 * @return the masked number, as long as the number itself
	 */
	public String masked() {
		int[] characters = this.number.codePoints().toArray();
		BitSet hidden = hidden();
		StringBuilder masked = new StringBuilder();
		for (int i = 0; i < characters.length; i++) {
			masked.appendCodePoint(hidden.get(i) ? '*' : characters[i]);
		}
		return masked.toString();
	}

	/**
	 * Return which characters are hidden.
	 * @return the indexes of their code points
	 */
	BitSet hidden() {
		Matcher country = COUNTRY.matcher(this.number);
		// all of it is ASCII
		int start = country.lookingAt() ? country.end() : 0;
		int[] characters = this.number.codePoints().toArray();
		int[] indexes = IntStream.range(start, characters.length).filter((i) -> !isSeparator(characters[i])).toArray();
		int digits = indexes.length;
		int first = (digits >= 11) ? 3 : (digits >= 8) ? 2 : 0;
		int last = (digits >= 11) ? 4 : (digits >= 5) ? 2 : 0;
		return IntStream.range(first, digits - last)
			.map((digit) -> indexes[digit])
			.collect(BitSet::new, BitSet::set, BitSet::or);
	}

	/**
	 * Whether a character separates digits: a space, a dash, a dot, a parenthesis, a plus
	 * or a slash, of normal or full width. Every other character may be a digit in some
	 * writing.
	 */
	private static boolean isSeparator(int character) {
		return ".()+/．（）＋／".indexOf(character) >= 0 || Character.isWhitespace(character)
				|| Character.isSpaceChar(character) || Character.getType(character) == Character.DASH_PUNCTUATION;
	}

	/**
	 * Hides the number, so that it can be part of anything that is logged.
	 */
	@Override
	public String toString() {
		return "******";
	}

}
