package io.feishuinterviews.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.feishuinterviews.interview.Language;
import org.jspecify.annotations.Nullable;

/**
 * Which language an answer is in: RFC 4647's lookup over the languages there are.
 */
final class AcceptLanguage {

	private static final List<String> TAGS = Arrays.stream(Language.values()).map(Language::tag).toList();

	private AcceptLanguage() {
	}

	/**
	 * Pick the language to answer in.
	 * @param header the value of {@code Accept-Language}, lists joined
	 * @return the language wanted most, Chinese where none is wanted that there is
	 */
	static Language pick(@Nullable String header) {
		if (header == null) {
			return Language.ZH;
		}
		try {
			String tag = Locale.lookupTag(Locale.LanguageRange.parse(header), TAGS);
			return Language.EN.tag().equals(tag) ? Language.EN : Language.ZH;
		}
		catch (IllegalArgumentException ex) {
			// a header that cannot be read asks for nothing
			return Language.ZH;
		}
	}

}
