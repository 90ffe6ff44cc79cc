package io.feishuinterviews.feishu.payload;

import org.jspecify.annotations.Nullable;

/**
 * A text in two languages, of which either may be missing.
 */
public record Localized(@Nullable String zhCn, @Nullable String enUs) {

	/**
	 * Shows nothing of it: what it says may be of people, and belongs in no log.
	 */
	@Override
	public String toString() {
		return "Localized";
	}

}
