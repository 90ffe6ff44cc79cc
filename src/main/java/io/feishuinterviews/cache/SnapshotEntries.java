package io.feishuinterviews.cache;

import java.util.List;
import java.util.function.Consumer;

import io.feishuinterviews.cache.change.KnownChanges;
import io.feishuinterviews.cache.shared.Change;
import io.feishuinterviews.interview.ApplicationReader;
import io.feishuinterviews.interview.InterviewSnapshot;
import io.feishuinterviews.interview.Talent;

/**
 * Makes entries of snapshots that were loaded, and decides whether they are kept.
 */
final class SnapshotEntries {

	private final ApplicationReader applications;

	private final Tombstones tombstones;

	private final KnownChanges changes;

	private final Consumer<CacheEntry.Positive> reweigh;

	/**
	 * Create a factory.
	 * @param applications reads the applications of a talent
	 * @param tombstones the denials and purges
	 * @param changes the changes that are known
	 * @param reweigh called when the weight of an entry has changed
	 */
	SnapshotEntries(ApplicationReader applications, Tombstones tombstones, KnownChanges changes,
			Consumer<CacheEntry.Positive> reweigh) {
		this.applications = applications;
		this.tombstones = tombstones;
		this.changes = changes;
		this.reweigh = reweigh;
	}

	/**
	 * Add the changes that another instance was told of.
	 * @param talent the talent
	 * @param changes what happened
	 */
	void add(Talent talent, List<Change> changes) {
		changes.forEach((change) -> this.changes.add(talent, change));
	}

	/**
	 * Make an entry.
	 * @param snapshot the snapshot
	 * @param shared whether another instance has loaded it
	 * @param sequence the place of its load in the order of loads and tombstones
	 * @return the entry
	 */
	CacheEntry.Positive of(InterviewSnapshot snapshot, boolean shared, long sequence) {
		// a second look at the JSON: there are few loads, and it skips all but the IDs
		return new CacheEntry.Positive(snapshot, this.applications.read(snapshot.data()), shared, sequence,
				this.reweigh);
	}

	/**
	 * Accept an entry unless Feishu has denied the talent since the load began. It is
	 * discarded if one of the talent's applications was deleted since.
	 * @param loaded the entry
	 * @return the entry, or the denial
	 */
	CacheEntry accept(CacheEntry.Positive loaded) {
		if (!this.changes.loaded(loaded.talent(), loaded.applications(), loaded.since(), loaded.sequence())) {
			this.tombstones.discard(loaded.talent());
		}
		return this.tombstones.accept(loaded);
	}

}
