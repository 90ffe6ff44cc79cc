package io.feishuinterviews.feishu.payload;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * {@code assessment_score}: the score of an assessment.
 */
public record AssessmentScorePayload(@Nullable NumericCode calculateType, @Nullable BigDecimal score,
		@Nullable BigDecimal fullScore) {

}
