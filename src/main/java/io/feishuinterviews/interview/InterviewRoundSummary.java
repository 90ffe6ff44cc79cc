package io.feishuinterviews.interview;

/**
 * The summary of one round's evaluations so far: the values known of
 * {@code interview_round_summary}, each with its {@link InterviewStatus}.
 */
public enum InterviewRoundSummary {

	/**
	 * 未开始.
	 */
	NOT_STARTED(InterviewStatus.SCHEDULED),

	/**
	 * 全部未评价.
	 */
	NONE_EVALUATED(InterviewStatus.AWAITING_FEEDBACK),

	/**
	 * 全部通过.
	 */
	ALL_PASSED(InterviewStatus.COMPLETED),

	/**
	 * 全部淘汰.
	 */
	ALL_REJECTED(InterviewStatus.COMPLETED),

	/**
	 * 爽约.
	 */
	NO_SHOW(InterviewStatus.NO_SHOW),

	/**
	 * 部分评价且均评价通过.
	 */
	PARTIAL_ALL_PASSED(InterviewStatus.AWAITING_FEEDBACK),

	/**
	 * 部分评价且评价中有通过有淘汰的.
	 */
	PARTIAL_PASS_AND_REJECT(InterviewStatus.AWAITING_FEEDBACK),

	/**
	 * 部分评价且均评价淘汰.
	 */
	PARTIAL_ALL_REJECTED(InterviewStatus.AWAITING_FEEDBACK),

	/**
	 * 所有面试官都提交评价且评价中有通过有淘汰的.
	 */
	COMPLETE_PASS_AND_REJECT(InterviewStatus.COMPLETED),

	/**
	 * 部分评价且评价中有通过和待定的.
	 */
	PARTIAL_PASS_AND_UNDECIDED(InterviewStatus.AWAITING_FEEDBACK),

	/**
	 * 部分评价且评价中有淘汰和待定的.
	 */
	PARTIAL_REJECT_AND_UNDECIDED(InterviewStatus.AWAITING_FEEDBACK),

	/**
	 * 部分评价且评价均为待定.
	 */
	PARTIAL_ALL_UNDECIDED(InterviewStatus.AWAITING_FEEDBACK),

	/**
	 * 部分评价且评价中有通过、待定和淘汰的.
	 */
	PARTIAL_PASS_UNDECIDED_REJECT(InterviewStatus.AWAITING_FEEDBACK),

	/**
	 * 所有面试官都提交评价且评价中有通过和待定的.
	 */
	COMPLETE_PASS_AND_UNDECIDED(InterviewStatus.COMPLETED),

	/**
	 * 所有面试官都提交评价且评价中有待定和淘汰的.
	 */
	COMPLETE_UNDECIDED_AND_REJECT(InterviewStatus.COMPLETED),

	/**
	 * 所有面试官都提交评价且评价均为待定.
	 */
	COMPLETE_ALL_UNDECIDED(InterviewStatus.COMPLETED),

	/**
	 * 所有面试官都提交评价且评价中有通过、待定、淘汰的.
	 */
	COMPLETE_PASS_UNDECIDED_REJECT(InterviewStatus.COMPLETED);

	private final InterviewStatus status;

	InterviewRoundSummary(InterviewStatus status) {
		this.status = status;
	}

	/**
	 * Return where an interview with this summary stands.
	 * @return the status
	 */
	public InterviewStatus status() {
		return this.status;
	}

}
