package io.feishuinterviews.cache.redis;

import java.util.ArrayList;
import java.util.List;

import io.feishuinterviews.cache.redis.change.Announcements;
import io.feishuinterviews.cache.shared.Change;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.TalentQuery;

/**
 * The names of a talent's keys in Redis, all of one hash slot.
 */
class TalentKeys {

	private final String talent;

	private final String entry;

	/**
	 * Create the names.
	 * @param talent the name of the talent
	 * @param epoch when entries were stored. An entry of another epoch was evicted
	 */
	TalentKeys(String talent, String epoch) {
		this.talent = talent;
		this.entry = talent + ":" + epoch + ":";
	}

	/**
	 * The snapshot for some kinds of ID.
	 */
	String snapshot(TalentQuery query) {
		return this.entry + kinds(query);
	}

	/**
	 * The denial for all kinds of ID.
	 */
	String denial() {
		return this.entry + "denial";
	}

	/**
	 * The last eviction, which a load must not have begun before.
	 */
	String tombstone() {
		return this.talent + ":tombstone";
	}

	/**
	 * The time of the last change of a kind, whichever epoch it is.
	 */
	String change(Change.Kind kind) {
		return Announcements.key(this.talent, kind);
	}

	/**
	 * The lease of the instance that calls Feishu.
	 */
	String lease(TalentQuery query) {
		return this.talent + ":lease:" + kinds(query);
	}

	/**
	 * The denial and all snapshots.
	 */
	List<String> entries(Talent talent) {
		List<String> entries = new ArrayList<>(List.of(denial()));
		TalentQuery.ofAllKinds(talent).forEach((query) -> entries.add(snapshot(query)));
		return entries;
	}

	private static String kinds(TalentQuery query) {
		return TalentQuery.wireName(query.userIdType()) + ":" + TalentQuery.wireName(query.jobLevelIdType());
	}

}
