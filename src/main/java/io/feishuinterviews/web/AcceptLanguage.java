package io.feishuinterviews.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.feishuinterviews.interview.Language;
import org.jspecify.annotations.Nullable;

/**
 * Which language an answer is in: RFC 4647's lookup over the languages there are.
 */
final class AcceptLanguage {

	private static final List<String> TAGS = Arrays.stream(Language.values()).map(Language::tag).toList();

	/**
	 * What clients have sent, which is mostly the same, and what it came to.
	 */
	private static final Cache<String, Language> KNOWN = Caffeine.newBuilder().maximumSize(1000).build();

	private AcceptLanguage() {
	}

	/**
	 * Pick the language to answer in.
	 * @param header the value of {@code Accept-Language}, lists joined
	 * @return the language wanted most, Chinese where none is wanted that there is
	 */
	static Language pick(@Nullable String header) {
		return (header != null) ? KNOWN.get(header, AcceptLanguage::parse) : Language.ZH;
	}

	private static Language parse(String header) {
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
