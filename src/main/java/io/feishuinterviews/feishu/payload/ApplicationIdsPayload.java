package io.feishuinterviews.feishu.payload;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * {@code data}: all interviews of a talent, of which only the applications are read.
 *
 * @param items the talent's applications
 */
public record ApplicationIdsPayload(@Nullable List<@Nullable Item> items) {

	/**
	 * {@code items[]}: one application.
	 *
	 * @param applicationId the application's ID
	 * @param interviewList its interviews
	 */
	public record Item(@Nullable String applicationId, @Nullable List<@Nullable InterviewItem> interviewList) {

	}

	/**
	 * {@code items[].interview_list[]}: one interview.
	 *
	 * @param applicationId the ID of its application
	 */
	public record InterviewItem(@Nullable String applicationId) {

	}

}
