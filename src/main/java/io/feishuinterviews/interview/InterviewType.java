package io.feishuinterviews.interview;

/**
 * How the candidate is met: the values known of {@code interview_type}.
 */
public enum InterviewType {

	/**
	 * 现场面试.
	 */
	ON_SITE,

	/**
	 * 电话面试.
	 */
	PHONE,

	/**
	 * 视频面试.
	 */
	VIDEO

}
