package io.feishuinterviews.interview;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A query: the talent and the kinds of ID. The IDs in a response depend on all three, so
 * together they identify it in any cache.
 *
 * @param talent the talent
 * @param userIdType the kind of ID for people
 * @param jobLevelIdType the kind of ID for job levels
 */
public record TalentQuery(Talent talent, UserIdType userIdType, JobLevelIdType jobLevelIdType) {

	/**
	 * Return the queries for one talent with every combination of the kinds of ID.
	 * @param talent the talent
	 * @return the queries
	 */
	public static List<TalentQuery> ofAllKinds(Talent talent) {
		List<TalentQuery> queries = new ArrayList<>();
		for (UserIdType userIdType : UserIdType.values()) {
			for (JobLevelIdType jobLevelIdType : JobLevelIdType.values()) {
				queries.add(new TalentQuery(talent, userIdType, jobLevelIdType));
			}
		}
		return queries;
	}

	/**
	 * Return how requests spell a kind of ID, Feishu's and this service's alike.
	 * @param kindOfId a {@link UserIdType} or {@link JobLevelIdType}
	 * @return the constant's name in lower case
	 */
	public static String wireName(Enum<?> kindOfId) {
		return kindOfId.name().toLowerCase(Locale.ROOT);
	}

}
