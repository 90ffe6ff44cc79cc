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
	 * Says which one only: what it says of people belongs in no log.
	 */
	@Override
	public String toString() {
		return "DimensionAssessmentPayload[" + this.id + "]";
	}

}
