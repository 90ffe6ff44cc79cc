package io.feishuinterviews.interview;

/**
 * How an assessment adds up its scores: the values known of {@code calculate_type}.
 */
public enum CalculateType {

	/**
	 * 总分.
	 */
	TOTAL,

	/**
	 * 平均分.
	 */
	AVERAGE

}
