package io.feishuinterviews.interview;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is asked of Feishu. The IDs in an answer depend on all three, so together they
 * identify it in any cache.
 *
 * @param talentId the talent's ID in Feishu Hire
 * @param userIdType the kind of ID for people
 * @param jobLevelIdType the kind of ID for job levels
 */
public record TalentQuery(String talentId, UserIdType userIdType, JobLevelIdType jobLevelIdType) {

	/**
	 * What a talent's ID looks like.
	 */
	public static final Pattern TALENT_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

	/**
	 * Return the queries for one talent with every combination of the kinds of ID.
	 * @param talentId the talent's ID in Feishu Hire
	 * @return the queries
	 */
	public static List<TalentQuery> ofAllKinds(String talentId) {
		return Stream.of(UserIdType.values())
			.flatMap((userIdType) -> Stream.of(JobLevelIdType.values())
				.map((jobLevelIdType) -> new TalentQuery(talentId, userIdType, jobLevelIdType)))
			.toList();
	}

	/**
	 * Return how requests spell a kind of ID, Feishu's and ours alike.
	 * @param kindOfId a {@link UserIdType} or {@link JobLevelIdType}
	 * @return the constant's name in lower case
	 */
	public static String wireName(Enum<?> kindOfId) {
		return kindOfId.name().toLowerCase(Locale.ROOT);
	}

}
