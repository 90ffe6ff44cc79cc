package io.feishuinterviews.interview;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A question of an interview and what came of it.
 *
 * @param id The question's ID. Feishu: {@code id}.
 * @param title Its title, in the answer's language. Feishu: {@code title}.
 * @param description What is asked, in the answer's language. Feishu: {@code
 * description}.
 * @param content What the interviewer wrote down. Feishu: {@code content}.
 * @param abilities The abilities it looks at. Feishu: {@code ability_list}.
 */
public record Question(@Nullable String id, @Nullable LocalizedText title, @Nullable LocalizedText description,
		@Nullable String content, @Nullable List<Ability> abilities) {

	/**
	 * Names the question only: what it says of people belongs in no log.
	 */
	@Override
	public String toString() {
		return "Question[" + this.id + "]";
	}

}
