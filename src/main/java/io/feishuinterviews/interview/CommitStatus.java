package io.feishuinterviews.interview;

/**
 * Whether an interviewer has submitted their feedback: the values known of
 * {@code commit_status}.
 */
public enum CommitStatus {

	/**
	 * 已提交.
	 */
	SUBMITTED,

	/**
	 * 未提交.
	 */
	NOT_SUBMITTED

}
