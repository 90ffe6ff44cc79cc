package io.feishuinterviews.feishu.payload;

import org.jspecify.annotations.Nullable;

/**
 * A text in two languages, of which either may be missing.
 */
public record Localized(@Nullable String zhCn, @Nullable String enUs) {

	/**
	 * Omits the text: it may be personal data, which must not be logged.
	 */
	@Override
	public String toString() {
		return "Localized";
	}

}
