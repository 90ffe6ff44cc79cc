package io.feishuinterviews.interview;

import java.util.stream.IntStream;

/**
 * The digits of a text, whatever script they are in, in the order of the text.
 *
 * @param values their values, as ASCII digits
 * @param indexes the indexes of their code points in the text
 */
record DigitSequence(String values, int[] indexes) {

	private static final String HAN_DIGITS = "〇一二三四五六七八九";

	/**
	 * Find the digits of a text.
	 * @param text the text
	 * @param most how many to find at most
	 * @return the digits
	 */
	static DigitSequence of(String text, int most) {
		int[] characters = text.codePoints().toArray();
		int[] indexes = IntStream.range(0, characters.length)
			.filter((i) -> value(characters[i]) >= 0)
			.limit(most)
			.toArray();
		StringBuilder values = new StringBuilder(indexes.length);
		for (int index : indexes) {
			values.append(value(characters[index]));
		}
		return new DigitSequence(values.toString(), indexes);
	}

	@SuppressWarnings("CharacterGetNumericValue") // digits in circles, too; letters are
													// excluded
	private static int value(int character) {
		if (character < 128) {
			return (character >= '0' && character <= '9') ? character - '0' : -1;
		}
		int value = (character == '零') ? 0 : HAN_DIGITS.indexOf(character);
		if (value < 0) {
			value = Character.isLetter(character) ? -1 : Character.getNumericValue(character);
		}
		return (value <= 9) ? value : -1;
	}

	/**
	 * Whether no digit is beside these, with nothing in between.
	 */
	boolean standAlone(int from, int to) {
		return (from == 0 || this.indexes[from - 1] < this.indexes[from] - 1)
				&& (to == this.indexes.length || this.indexes[to - 1] < this.indexes[to] - 1);
	}

	@Override
	public String toString() {
		return "DigitSequence";
	}

}
