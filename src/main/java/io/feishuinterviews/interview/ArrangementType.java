package io.feishuinterviews.interview;

/**
 * How interviews of one arrangement are grouped: the values known of
 * {@code arrangement_type}.
 */
public enum ArrangementType {

	/**
	 * 社招单面.
	 */
	SINGLE,

	/**
	 * 集中面试.
	 */
	CENTRALIZED,

	/**
	 * 集体面试.
	 */
	GROUP

}
