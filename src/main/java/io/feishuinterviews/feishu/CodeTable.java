package io.feishuinterviews.feishu;

import java.util.Map;

import io.feishuinterviews.interview.OpenEnum;
import org.jspecify.annotations.Nullable;

/**
 * What the numbers of one of Feishu's code lists mean.
 *
 * @param <E> the meanings
 * @param meanings the meanings by code, as far as they are documented
 */
record CodeTable<E extends Enum<E>>(Map<String, E> meanings) {

	/**
	 * Return what a code means.
	 * @param code the code as Feishu sent it
	 * @return its meaning, or the code itself where nobody has documented it
	 */
	@Nullable OpenEnum<E> read(@Nullable String code) {
		if (code == null) {
			return null;
		}
		E meaning = this.meanings.get(code);
		return (meaning != null) ? OpenEnum.known(meaning) : OpenEnum.undocumented(code);
	}

}
