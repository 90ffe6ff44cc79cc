package io.feishuinterviews.interview;

/**
 * The kind of ID that Feishu uses for job levels in its responses. The constants are
 * spelled as Feishu spells them, in upper case.
 */
public enum JobLevelIdType {

	/**
	 * Feishu's default, which it is retiring.
	 */
	PEOPLE_ADMIN_JOB_LEVEL_ID,

	/**
	 * The ID of Feishu's contact directory; this service's default.
	 */
	JOB_LEVEL_ID

}
