package io.feishuinterviews.interview;

import java.math.BigDecimal;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One dimension of an assessment.
 *
 * @param id the ID of this assessment of the dimension
 * @param name the dimension's name
 * @param fullScore the highest score to be had
 * @param content what the interviewer wrote
 * @param dimensionId the dimension's ID
 * @param dimensionType the kind of answer it asks for
 * @param dimensionScoreId the choice made, from {@code dimension_score}
 * @param dimensionScoreName its name
 * @param dimensionScoreScoreVal the score it stands for
 * @param dimensionScores the choices made, where several may be
 * @param dimensionCustomScore the score given, where it is typed in
 * @param abilities the abilities it looks at
 * @param questions the questions it is made of
 */
public record DimensionAssessment(@Nullable String id, @Nullable LocalizedText name, @Nullable BigDecimal fullScore,
		@Nullable String content, @Nullable String dimensionId, @Nullable OpenEnum<DimensionType> dimensionType,
		@Nullable String dimensionScoreId, @Nullable LocalizedText dimensionScoreName,
		@Nullable BigDecimal dimensionScoreScoreVal, @Nullable List<DimensionScore> dimensionScores,
		@Nullable BigDecimal dimensionCustomScore, @Nullable List<Ability> abilities,
		@Nullable List<Question> questions) {

	/**
	 * Names the assessment only: what it says of people belongs in no log.
	 */
	@Override
	public String toString() {
		return "DimensionAssessment[" + this.id + "]";
	}

}
