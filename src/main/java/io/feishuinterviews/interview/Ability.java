package io.feishuinterviews.interview;

import org.jspecify.annotations.Nullable;

/**
 * An ability that a question or a dimension looks at.
 *
 * @param id the ability's ID
 * @param name its name
 * @param description what it is
 */
public record Ability(@Nullable String id, @Nullable LocalizedText name, @Nullable LocalizedText description) {

}
