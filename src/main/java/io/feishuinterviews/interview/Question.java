package io.feishuinterviews.interview;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A question of an interview and what came of it.
 *
 * @param id The question's ID. Feishu: {@code id}.
 * @param title Its title, in the language of the response. Feishu: {@code title}.
 * @param description The text of the question, in the language of the response. Feishu:
 * {@code
 * description}.
 * @param content What the interviewer wrote down. Feishu: {@code content}.
 * @param abilities The abilities it looks at. Feishu: {@code ability_list}.
 */
public record Question(@Nullable String id, @Nullable LocalizedText title, @Nullable LocalizedText description,
		@Nullable String content, @Nullable List<Ability> abilities) {

	/**
	 * Contains only the ID: the other fields are personal data, which must not be logged.
	 */
	@Override
	public String toString() {
		return "Question[" + this.id + "]";
	}

}
