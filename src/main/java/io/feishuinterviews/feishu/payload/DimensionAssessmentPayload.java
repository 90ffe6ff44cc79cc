package io.feishuinterviews.feishu.payload;

import java.math.BigDecimal;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * {@code dimension_assessment_list[]}.
 */
public record DimensionAssessmentPayload(@Nullable String id, @Nullable Localized name, @Nullable BigDecimal fullScore,
		@Nullable String content, @Nullable String dimensionId, @Nullable DimensionScorePayload dimensionScore,
		@Nullable List<@Nullable DimensionScorePayload> dimensionScoreList, @Nullable BigDecimal dimensionCustomScore,
		@Nullable List<@Nullable AbilityPayload> abilityList, @Nullable List<@Nullable QuestionPayload> questionList,
		@Nullable NumericCode dimensionType) {

	/**
	 * Contains only the ID: the other fields are personal data, which must not be logged.
	 */
	@Override
	public String toString() {
		return "DimensionAssessmentPayload[" + this.id + "]";
	}

}
