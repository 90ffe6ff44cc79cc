package io.feishuinterviews.feishu.payload;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * {@code dimension_score} and {@code dimension_score_list[]}.
 */
public record DimensionScorePayload(@Nullable String id, @Nullable Localized name, @Nullable BigDecimal scoreVal) {

}
