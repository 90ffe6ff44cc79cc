package io.feishuinterviews.interview;

/**
 * A language that Feishu Hire keeps names in.
 */
public enum Language {

	/**
	 * Chinese, Feishu's {@code zh_cn}.
	 */
	ZH,

	/**
	 * English, Feishu's {@code en_us}.
	 */
	EN

}
