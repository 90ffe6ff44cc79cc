package io.feishuinterviews.interview;

import java.math.BigDecimal;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One dimension of an assessment.
 *
 * @param id The ID of this assessment of the dimension. Feishu: {@code id}.
 * @param name The dimension's name, in the language of the response. Feishu:
 * {@code name}.
 * @param fullScore The maximum score. Feishu: {@code full_score}.
 * @param content What the interviewer wrote. Feishu: {@code content}.
 * @param dimensionId The dimension's ID. Feishu: {@code dimension_id}.
 * @param dimensionType The kind of answer that it requires. Feishu:
 * {@code dimension_type}.
 * @param dimensionScoreId The ID of the choice made. Feishu: {@code dimension_score.id}.
 * @param dimensionScoreName The name of the choice made, in the language of the response.
 * Feishu: {@code dimension_score.name}.
 * @param dimensionScoreScoreVal The score that the choice stands for. Feishu: {@code
 * dimension_score.score_val}.
 * @param dimensionScores The choices made, where several may be. Feishu: {@code
 * dimension_score_list}.
 * @param dimensionCustomScore The score given, where it is typed in. Feishu: {@code
 * dimension_custom_score}.
 * @param abilities The abilities it looks at. Feishu: {@code ability_list}.
 * @param questions The questions it is made of. Feishu: {@code question_list}.
 */
public record DimensionAssessment(@Nullable String id, @Nullable LocalizedText name, @Nullable BigDecimal fullScore,
		@Nullable String content, @Nullable String dimensionId, @Nullable OpenEnum<DimensionType> dimensionType,
		@Nullable String dimensionScoreId, @Nullable LocalizedText dimensionScoreName,
		@Nullable BigDecimal dimensionScoreScoreVal, @Nullable List<DimensionScore> dimensionScores,
		@Nullable BigDecimal dimensionCustomScore, @Nullable List<Ability> abilities,
		@Nullable List<Question> questions) {

	/**
	 * Contains only the ID: the other fields are personal data, which must not be logged.
	 */
	@Override
	public String toString() {
		return "DimensionAssessment[" + this.id + "]";
	}

}
