package io.feishuinterviews.feishu.payload;

import org.jspecify.annotations.Nullable;

/**
 * {@code interview_score}: the score an interviewer gave.
 */
public record ScorePayload(@Nullable String id, @Nullable Integer level, @Nullable String zhName,
		@Nullable String zhDescription, @Nullable String enName, @Nullable String enDescription) {

	/**
	 * Contains only the ID: the other fields are personal data, which must not be logged.
	 */
	@Override
	public String toString() {
		return "ScorePayload[" + this.id + "]";
	}

}
