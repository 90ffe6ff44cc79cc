package io.feishuinterviews.interview;

/**
 * A language that Feishu Hire keeps names in.
 */
public enum Language {

	/**
	 * Chinese, Feishu's {@code zh_cn}.
	 */
	ZH("zh"),

	/**
	 * English, Feishu's {@code en_us}.
	 */
	EN("en");

	private final String tag;

	Language(String tag) {
		this.tag = tag;
	}

	/**
	 * Return the language's tag, RFC 5646.
	 * @return {@code zh} or {@code en}
	 */
	public String tag() {
		return this.tag;
	}

}
