package io.feishuinterviews.interview;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds known numbers in texts, and masks them there as {@link MobileNumber} does.
 * <p>
 * Digits are compared by value: neither their script nor what is between them matters. A
 * part of a number is found too if it has at least {@value #WINDOW} digits. Shorter
 * numbers, of {@value #MIN_LENGTH} digits or more, are found where they stand alone; even
 * shorter ones cannot be distinguished from other figures.
 */
public final class MobileNumbers {

	private static final int WINDOW = 8;

	private static final int MIN_LENGTH = 4;

	/**
	 * The digits of one number that are compared: more than two numbers have.
	 */
	private static final int MAX_LENGTH = 64;

	/**
	 * The numbers compared at one place of a text.
	 */
	private static final int MAX_CANDIDATES = 64;

	private final Map<String, List<Candidate>> candidates = new HashMap<>();

	private int shortest = WINDOW;

	/**
	 * Collect numbers.
	 * @param numbers the numbers, each at best once
	 */
	public MobileNumbers(Collection<String> numbers) {
		numbers.forEach(this::add);
	}

	private void add(String number) {
		BitSet hiddenCharacters = new MobileNumber(number).hidden();
		DigitSequence digits = DigitSequence.of(number, MAX_LENGTH);
		int length = digits.values().length();
		if (length < MIN_LENGTH) {
			return;
		}
		BitSet hidden = new BitSet();
		for (int i = 0; i < length; i++) {
			hidden.set(i, hiddenCharacters.get(digits.indexes()[i]));
		}
		int window = Math.min(length, WINDOW);
		this.shortest = Math.min(this.shortest, window);
		for (int i = 0; i + window <= length; i++) {
			List<Candidate> known = this.candidates.computeIfAbsent(digits.values().substring(i, i + window),
					(key) -> new ArrayList<>());
			if (known.size() < MAX_CANDIDATES) {
				known.add(new Candidate(digits.values(), i, hidden));
			}
		}
	}

	/**
	 * Mask the numbers in a text.
	 * @param text the text
	 * @return the text with all occurrences masked; the very same if there is none
	 */
	public String maskedIn(String text) {
		if (this.candidates.isEmpty() || text.length() < this.shortest) {
			return text;
		}
		DigitSequence digits = DigitSequence.of(text, Integer.MAX_VALUE);
		BitSet hidden = new BitSet();
		int at = 0;
		while (at + this.shortest <= digits.values().length()) {
			Match match = match(digits, at);
			for (int i = 0; i < match.length(); i++) {
				if (match.hides(i)) {
					hidden.set(digits.indexes()[at + i]);
				}
			}
			at += Math.max(1, match.length());
		}
		return hidden.isEmpty() ? text : masked(text, hidden);
	}

	/**
	 * Find the longest part of a number at a place of a text.
	 */
	private Match match(DigitSequence text, int at) {
		Match longest = Match.NONE;
		for (int window = this.shortest; window <= WINDOW && at + window <= text.values().length(); window++) {
			for (Candidate candidate : this.candidates.getOrDefault(text.values().substring(at, at + window),
					List.of())) {
				Match match = candidate.match(text, at);
				// of a part that occurs twice in a number, the last is nearer to its end
				if (match.length() >= Math.max(1, longest.length())) {
					longest = match;
				}
			}
		}
		return longest;
	}

	private static String masked(String text, BitSet hidden) {
		int[] characters = text.codePoints().toArray();
		hidden.stream().forEach((i) -> characters[i] = '*');
		return new String(characters, 0, characters.length);
	}

	/**
	 * A place in a number that a part of a text may be.
	 *
	 * @param number the digits of the number
	 * @param start where the part begins
	 * @param hidden which of the digits are hidden
	 */
	private record Candidate(String number, int start, BitSet hidden) {

		Match match(DigitSequence text, int at) {
			String values = text.values();
			int length = 0;
			while (this.start + length < this.number.length() && at + length < values.length()
					&& this.number.charAt(this.start + length) == values.charAt(at + length)) {
				length++;
			}
			return (this.number.length() >= WINDOW || text.standAlone(at, at + length)) ? new Match(this, length)
					: Match.NONE;
		}

		@Override
		public String toString() {
			return "Candidate";
		}

	}

	/**
	 * A part of a number, found in a text.
	 *
	 * @param candidate where in which number
	 * @param length how many digits
	 */
	private record Match(Candidate candidate, int length) {

		static final Match NONE = new Match(new Candidate("", 0, new BitSet()), 0);

		boolean hides(int digit) {
			return this.candidate.hidden().get(this.candidate.start() + digit);
		}

	}

}
