package io.feishuinterviews.interview;

/**
 * The reservation status of a meeting room: the values known of {@code reserved_status}.
 */
public enum ReservedStatus {

	/**
	 * 预约中.
	 */
	RESERVING,

	/**
	 * 预约成功.
	 */
	RESERVED,

	/**
	 * 预约失败.
	 */
	FAILED

}
