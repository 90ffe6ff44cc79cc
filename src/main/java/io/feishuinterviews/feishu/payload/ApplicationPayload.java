package io.feishuinterviews.feishu.payload;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * {@code items[]}: the interviews of one application.
 *
 * @param applicationId the application's ID; the one to go by, though each interview has
 * one too
 * @param interviewList its interviews
 */
public record ApplicationPayload(@Nullable String applicationId,
		@Nullable List<@Nullable InterviewPayload> interviewList) {

}
