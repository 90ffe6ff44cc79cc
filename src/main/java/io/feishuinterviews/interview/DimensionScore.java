package io.feishuinterviews.interview;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * A choice made in a dimension of an assessment.
 *
 * @param id The choice's ID. Feishu: {@code id}.
 * @param name Its name, in the language of the response. Feishu: {@code name}.
 * @param scoreVal The score it stands for. Feishu: {@code score_val}.
 */
public record DimensionScore(@Nullable String id, @Nullable LocalizedText name, @Nullable BigDecimal scoreVal) {

}
