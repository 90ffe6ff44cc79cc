package io.feishuinterviews.api;

import java.util.List;
import java.util.Locale;

import io.feishuinterviews.interview.Language;
import org.jspecify.annotations.Nullable;

/**
 * Which language an answer is in: RFC 4647's lookup over the languages there are.
 */
final class Languages {

	private static final List<String> TAGS = List.of(tag(Language.ZH), tag(Language.EN));

	private Languages() {
	}

	/**
	 * Pick the language to answer in.
	 * @param acceptLanguage the value of {@code Accept-Language}
	 * @return the language wanted most, Chinese where none is wanted that there is
	 */
	static Language negotiate(@Nullable String acceptLanguage) {
		if (acceptLanguage == null) {
			return Language.ZH;
		}
		try {
			String tag = Locale.lookupTag(Locale.LanguageRange.parse(acceptLanguage), TAGS);
			return tag(Language.EN).equals(tag) ? Language.EN : Language.ZH;
		}
		catch (IllegalArgumentException ex) {
			// a header that cannot be read asks for nothing
			return Language.ZH;
		}
	}

	/**
	 * Return the language's tag, as in {@code Content-Language}.
	 * @param language the language
	 * @return {@code zh} or {@code en}
	 */
	static String tag(Language language) {
		return (language == Language.EN) ? "en" : "zh";
	}

}
