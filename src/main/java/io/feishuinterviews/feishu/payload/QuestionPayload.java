package io.feishuinterviews.feishu.payload;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * {@code question_list[]} and {@code code_question_list[]}.
 */
public record QuestionPayload(@Nullable String id, @Nullable Localized title, @Nullable Localized description,
		@Nullable String content, @Nullable List<@Nullable AbilityPayload> abilityList) {

	/**
	 * Contains only the ID: the other fields are personal data, which must not be logged.
	 */
	@Override
	public String toString() {
		return "QuestionPayload[" + this.id + "]";
	}

}
