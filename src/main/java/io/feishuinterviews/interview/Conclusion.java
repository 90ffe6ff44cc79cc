package io.feishuinterviews.interview;

/**
 * An interviewer's verdict on the candidate, for internal interviews; external ones use
 * other numbers: the values known of {@code conclusion}.
 */
public enum Conclusion {

	/**
	 * 通过.
	 */
	PASS,

	/**
	 * 未通过.
	 */
	FAIL,

	/**
	 * 未开始.
	 */
	NOT_STARTED,

	/**
	 * 未提交.
	 */
	NOT_SUBMITTED,

	/**
	 * 未到场.
	 */
	ABSENT,

	/**
	 * 待定.
	 */
	UNDECIDED

}
