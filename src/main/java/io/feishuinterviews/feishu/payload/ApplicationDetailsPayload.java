package io.feishuinterviews.feishu.payload;

import org.jspecify.annotations.Nullable;

/**
 * {@code data}: the details of an application, of which only the talent is read.
 *
 * @param application the application
 */
public record ApplicationDetailsPayload(@Nullable Details application) {

	/**
	 * {@code application}.
	 *
	 * @param talentId the ID of the talent
	 */
	public record Details(@Nullable String talentId) {

	}

}
