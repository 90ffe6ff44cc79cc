package io.feishuinterviews.interview;

import org.jspecify.annotations.Nullable;

/**
 * An ability that a question or a dimension looks at.
 *
 * @param id The ability's ID. Feishu: {@code id}.
 * @param name Its name, in the language of the response. Feishu: {@code name}.
 * @param description What it is, in the language of the response. Feishu:
 * {@code description}.
 */
public record Ability(@Nullable String id, @Nullable LocalizedText name, @Nullable LocalizedText description) {

}
