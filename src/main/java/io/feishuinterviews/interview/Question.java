package io.feishuinterviews.interview;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A question of an interview and what came of it.
 *
 * @param id the question's ID
 * @param title its title
 * @param description what is asked
 * @param content what the interviewer wrote down
 * @param abilities the abilities it looks at
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
