package io.feishuinterviews.interview;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MobileNumberTests {

	@ParameterizedTest
	@CsvSource({ "13333333333, 133****3333", "+8613333333333, +86133****3333", "+86 133-3333-3333, +86 133-****-3333",
			"008613800138016, 0086138****8016", "+1 415-555-0132, +1 41*-***-**32", "+65 9123 4567, +65 91** **67",
			"+44 20 7946 0958, +44 20 **** **58", "8888-0016, 88**-**16", "12345, ***45", "8021, ****", "110, ***",
			"7, *", "'', ''", "１３８００１３８０１６, １３８****８０１６", "１３８-0013-٨٠١٦, １３８-****-٨٠١٦", "①③⑧⓪⓪①③⑧⓪①⑥, ①③⑧****⑧⓪①⑥",
			"¹³⁸⁰⁰¹³⁸⁰¹⁶, ¹³⁸****⁸⁰¹⁶", "١٣٨٠٠١٣٨٠١٦, ١٣٨****٨٠١٦", "𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟏𝟔, 𝟏𝟑𝟖****𝟖𝟎𝟏𝟔",
			"ⅠⅢⅧⅠⅠⅢⅧⅠⅠⅥⅠ, ⅠⅢⅧ****ⅠⅠⅥⅠ", "⑴⑶⑻⑴⑴⑶⑻⑴⑴⑹⑴, ⑴⑶⑻****⑴⑴⑹⑴", "⒈⒊⒏⒈⒈⒊⒏⒈⒈⒍⒈, ⒈⒊⒏****⒈⒈⒍⒈",
			"❶❸❽❶❶❸❽❶❶❻❶, ❶❸❽****❶❶❻❶", "⓵⓷⓼⓵⓵⓷⓼⓵⓵⓺⓵, ⓵⓷⓼****⓵⓵⓺⓵", "〡〣〨〡〡〣〨〡〡〦〡, 〡〣〨****〡〡〦〡",
			"壹叁捌壹壹叁捌壹壹陆壹, 壹叁捌****壹壹陆壹", "⠁⠉⠓⠚⠚⠁⠉⠓⠚⠁⠋, ⠁⠉⠓****⠓⠚⠁⠋", "🄂🄄🄉🄁🄁🄂🄄🄉🄁🄂🄇, 🄂🄄🄉****🄉🄁🄂🄇",
			"🀇🀉🀎🀇🀇🀉🀎🀇🀇🀌🀇, 🀇🀉🀎****🀇🀇🀌🀇", "⑬⑧⓪⓪①③⑧⓪①⑥, ⑬⑧******①⑥", "138–0013（8016）, 138–****（8016）",
			"138_0013_8016, 138******8016", "weixin: li_ming, wei**** ***ming" })
	void masksMobileNumbers(String number, String masked) {
		assertThat(new MobileNumber(number).masked()).isEqualTo(masked);
		assertThat(new MobileNumber(number)).hasToString("******");
	}

	@Property
	void leavesAtMostSevenCharactersThatAreNoSeparators(@ForAll String number) {
		String rest = number.replaceFirst("^(\\+86|0086|\\+\\d{1,3}(?=[\\s(-]))", "");
		String masked = new MobileNumber(rest).masked();
		assertThat(masked.codePoints()
			.filter((character) -> character != '*' && !Character.isWhitespace(character)
					&& !Character.isSpaceChar(character) && Character.getType(character) != Character.DASH_PUNCTUATION
					&& ".()+/．（）＋／".indexOf(character) < 0)
			.count()).isLessThanOrEqualTo(7);
	}

	@Property
	void hidesAtLeastAThirdOfTheDigits(@ForAll String number) {
		String masked = new MobileNumber(number).masked();
		assertThat(masked.codePoints().count()).isEqualTo(number.codePoints().count());
		String rest = number.replaceFirst("^(\\+86|0086|\\+\\d{1,3}(?=[\\s(-]))", "");
		long digits = rest.codePoints().filter(Character::isLetterOrDigit).count();
		long hidden = masked.codePoints().filter((character) -> character == '*').count()
				- number.codePoints().filter((character) -> character == '*').count();
		assertThat(hidden * 3).isGreaterThanOrEqualTo(digits);
	}

}
