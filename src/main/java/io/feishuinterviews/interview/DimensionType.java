package io.feishuinterviews.interview;

/**
 * The kind of answer that a dimension of an assessment requires: the values known of
 * {@code dimension_type}.
 */
public enum DimensionType {

	/**
	 * 单选题.
	 */
	SINGLE_CHOICE,

	/**
	 * 多选题.
	 */
	MULTI_CHOICE,

	/**
	 * 描述题.
	 */
	DESCRIPTION,

	/**
	 * 单行文本.
	 */
	SINGLE_LINE_TEXT,

	/**
	 * 职级范围/职级建议.
	 */
	JOB_LEVEL_RANGE,

	/**
	 * 打分题(单选).
	 */
	SCORE_SINGLE_CHOICE,

	/**
	 * 打分题(填空).
	 */
	SCORE_FILL_IN,

	/**
	 * 系统预设-结论.
	 */
	PRESET_CONCLUSION,

	/**
	 * 系统预设-得分.
	 */
	PRESET_SCORE,

	/**
	 * 系统预设-记录.
	 */
	PRESET_RECORD

}
