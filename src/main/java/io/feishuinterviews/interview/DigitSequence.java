package io.feishuinterviews.interview;

import java.util.stream.IntStream;

/**
 * The digits of a text, whatever script they are in, in the order of the text.
 *
 * @param values their values, as ASCII digits
 * @param indexes the indexes of their code points in the text
 */
record DigitSequence(String values, int[] indexes) {

	private static final String HAN_DIGITS = "〇一二三四五六七八九零壹贰叁肆伍陆柒捌玖〇幺貳參肆伍陸柒捌玖";

	/**
	 * Find the digits of a text. A character with two digits, such as a 13 in a circle,
	 * occurs twice.
	 * @param text the text
	 * @param most how many to find at most
	 * @return the digits
	 */
	static DigitSequence of(String text, int most) {
		int[] characters = text.codePoints().toArray();
		StringBuilder values = new StringBuilder();
		IntStream.Builder indexes = IntStream.builder();
		for (int i = 0; i < characters.length && values.length() < most; i++) {
			int value = value(characters[i]);
			if (value > 9) {
				values.append(value / 10);
				indexes.add(i);
			}
			if (value >= 0) {
				values.append(value % 10);
				indexes.add(i);
			}
		}
		return new DigitSequence(values.toString(), indexes.build().toArray());
	}

	@SuppressWarnings("CharacterGetNumericValue") // digits in circles, too; letters are
													// excluded
	private static int value(int character) {
		if (character < 128) {
			return (character >= '0' && character <= '9') ? character - '0' : -1;
		}
		int han = HAN_DIGITS.indexOf(character);
		if (han >= 0) {
			return han % 10;
		}
		int value = Character.isLetter(character) ? -1 : Character.getNumericValue(character);
		return (value <= 99) ? value : -1;
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
