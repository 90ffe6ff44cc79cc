package io.feishuinterviews.interview;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number of a phone, which not everybody may see in full.
 *
 * @param number the number as Feishu has it: often, but not always, a mobile number
 */
public record MobileNumber(String number) {

	/**
	 * The country's code, where it can be told from the rest.
	 */
	private static final Pattern COUNTRY = Pattern.compile("\\+\\d{1,3}(?=[\\s(-])|\\+86|0086");

	/**
	 * Return the number with so much of it hidden that nobody can be called, and enough
	 * left that who knows it recognizes it: {@code 133****3333}. What separates the
	 * digits stays, as does the country's code.
	 * @return the masked number, as long as the number itself
	 */
	public String masked() {
		Matcher country = COUNTRY.matcher(this.number);
		int start = country.lookingAt() ? country.end() : 0;
		int[] characters = this.number.codePoints().toArray();
		long digits = this.number.substring(start).codePoints().filter(Character::isLetterOrDigit).count();
		long first = (digits >= 11) ? 3 : (digits >= 8) ? 2 : 0;
		long last = (digits >= 11) ? 4 : (digits >= 5) ? 2 : 0;
		StringBuilder masked = new StringBuilder(this.number.substring(0, start));
		int digit = 0;
		for (int i = start; i < characters.length; i++) {
			if (!Character.isLetterOrDigit(characters[i])) {
				masked.appendCodePoint(characters[i]);
				continue;
			}
			digit++;
			boolean hidden = digit > first && digit <= digits - last;
			masked.appendCodePoint(hidden ? '*' : characters[i]);
		}
		return masked.toString();
	}

	/**
	 * Hides the number, so that it can be part of anything that is logged.
	 */
	@Override
	public String toString() {
		return "******";
	}

}
