package io.feishuinterviews.interview;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The status of an interview. Feishu has no such field: it is derived from the summary of
 * the evaluations, the status of the arrangement, and the begin time.
 */
public enum InterviewStatus {

	/**
	 * It has not started.
	 */
	SCHEDULED,

	/**
	 * It has not started, and has no time.
	 */
	UNSCHEDULED,

	/**
	 * It was cancelled before any evaluation.
	 */
	CANCELLED,

	/**
	 * At least one interviewer has yet to decide or to submit feedback.
	 */
	AWAITING_FEEDBACK,

	/**
	 * Every interviewer has submitted feedback.
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
	 * Return the status of an interview. It follows from Feishu's data alone, and does
	 * not depend on the current time.
	 * @param summary the summary of the evaluations
	 * @param arrangement the status of the arrangement that the interview is part of
	 * @param beginTime the start of the interview
	 * @return the status, {@link #UNKNOWN} without a documented summary
	 */
	public static InterviewStatus of(@Nullable OpenEnum<InterviewRoundSummary> summary,
			@Nullable OpenEnum<ArrangementStatus> arrangement, @Nullable Instant beginTime) {
		InterviewRoundSummary evaluations = (summary != null) ? summary.known() : null;
		boolean cancelled = arrangement != null && arrangement.known() == ArrangementStatus.CANCELLED;
		if (evaluations == null) {
			return cancelled ? CANCELLED : UNKNOWN;
		}
		return switch (evaluations) {
			case NOT_STARTED -> cancelled ? CANCELLED : ((beginTime != null) ? SCHEDULED : UNSCHEDULED);
			case NONE_EVALUATED -> cancelled ? CANCELLED : AWAITING_FEEDBACK;
			default -> evaluations.status();
		};
	}

}
