package io.feishuinterviews.interview;

/**
 * How far the arrangement that an interview belongs to has come: the values known of
 * {@code arrangement_status}.
 */
public enum ArrangementStatus {

	/**
	 * 未开始.
	 */
	NOT_STARTED,

	/**
	 * 进行中.
	 */
	IN_PROGRESS,

	/**
	 * 已结束.
	 */
	ENDED,

	/**
	 * 已取消.
	 */
	CANCELLED

}
