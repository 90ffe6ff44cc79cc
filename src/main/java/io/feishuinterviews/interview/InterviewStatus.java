package io.feishuinterviews.interview;

import org.jspecify.annotations.Nullable;

/**
 * Where an interview stands. Feishu has no such field: it is derived from
 * {@link InterviewRoundSummary}.
 */
public enum InterviewStatus {

	/**
	 * It has not begun.
	 */
	SCHEDULED,

	/**
	 * At least one interviewer has yet to decide or to hand in feedback.
	 */
	AWAITING_FEEDBACK,

	/**
	 * Every interviewer has handed in feedback.
	 */
	COMPLETED,

	/**
	 * The candidate did not come.
	 */
	NO_SHOW,

	/**
	 * Feishu gave no summary, or one that is not documented.
	 */
	UNKNOWN;

	/**
	 * Return where an interview with the given summary stands.
	 * @param summary what the interviewers have said so far
	 * @return the status, {@link #UNKNOWN} without a documented summary
	 */
	public static InterviewStatus of(@Nullable OpenEnum<InterviewRoundSummary> summary) {
		InterviewRoundSummary known = (summary != null) ? summary.known() : null;
		return (known != null) ? known.status() : UNKNOWN;
	}

}
