package io.feishuinterviews.interview;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * A choice made in a dimension of an assessment.
 *
 * @param id the choice's ID
 * @param name its name
 * @param scoreVal the score it stands for
 */
public record DimensionScore(@Nullable String id, @Nullable LocalizedText name, @Nullable BigDecimal scoreVal) {

}
