package io.feishuinterviews.interview;

/**
 * The tool a video interview is held with: the values known of {@code video_type}.
 */
public enum VideoType {

	/**
	 * Zoom.
	 */
	ZOOM,

	/**
	 * 牛客技术类型.
	 */
	NOWCODER_TECHNICAL,

	/**
	 * 牛客非技术类型.
	 */
	NOWCODER_NON_TECHNICAL,

	/**
	 * 赛码.
	 */
	ACMCODER,

	/**
	 * 飞书.
	 */
	FEISHU,

	/**
	 * Hackerrank.
	 */
	HACKERRANK,

	/**
	 * 飞书（含代码考核）.
	 */
	FEISHU_WITH_CODING,

	/**
	 * 不使用系统工具.
	 */
	NONE

}
