package io.feishuinterviews.feishu.mapping;

import java.util.Map;
import java.util.stream.Collectors;

import io.feishuinterviews.feishu.payload.NumericCode;
import io.feishuinterviews.interview.OpenEnum;
import org.jspecify.annotations.Nullable;

/**
 * Maps the codes of one of Feishu's code lists to labels.
 *
 * @param <E> the meanings
 */
final class EnumCodeTable<E extends Enum<E>> {

	private final Map<String, OpenEnum<E>> meanings;

	/**
	 * Create a table.
	 * @param meanings the meanings by code, as far as they are documented
	 */
	EnumCodeTable(Map<String, E> meanings) {
		this.meanings = meanings.entrySet()
			.stream()
			.collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, (meaning) -> OpenEnum.known(meaning.getValue())));
	}

	/**
	 * Return what a code means.
	 * @param code the code as Feishu sent it
	 * @return its meaning, or the code itself if it is undocumented
	 */
	@Nullable OpenEnum<E> read(@Nullable NumericCode code) {
		if (code == null) {
			return null;
		}
		OpenEnum<E> meaning = this.meanings.get(code.code());
		return (meaning != null) ? meaning : OpenEnum.undocumented(code.code());
	}

	Map<String, OpenEnum<E>> meanings() {
		return this.meanings;
	}

}
