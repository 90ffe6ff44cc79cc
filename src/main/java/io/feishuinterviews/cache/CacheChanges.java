package io.feishuinterviews.cache;

import java.time.Clock;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.feishuinterviews.cache.change.KnownChanges;
import io.feishuinterviews.cache.shared.Change;
import io.feishuinterviews.cache.shared.Change.Kind;
import io.feishuinterviews.cache.shared.SharedEntries;
import io.feishuinterviews.interview.Application;
import io.feishuinterviews.interview.Talent;

/**
 * Applies changes in Feishu to what is cached, in this instance and in all others. None
 * of this calls Feishu: the next request for a talent does.
 */
public final class CacheChanges {

	private final InterviewCache interviews;

	private final FirstLevelEvictionListener firstLevel;

	private final KnownChanges known;

	private final Tombstones tombstones;

	private final SharedEntries shared;

	private final Clock clock;

	CacheChanges(InterviewCache interviews, FirstLevelEvictionListener firstLevel, EntryStore store,
			SharedEntries shared, Clock clock) {
		this.interviews = interviews;
		this.firstLevel = firstLevel;
		this.known = store.validity().changes();
		this.tombstones = store.validity().tombstones();
		this.shared = shared;
		this.clock = clock;
	}

	/**
	 * Remove what is cached of a talent that was deleted, or let it expire if it may have
	 * changed.
	 * @param talent the talent, which need not be cached
	 * @param kind what happened
	 */
	public void apply(Talent talent, Kind kind) {
		Change change = new Change(kind, this.clock.instant());
		boolean news = this.firstLevel.add(talent, change);
		if (kind == Kind.DELETED) {
			this.interviews.purge(talent);
		}
		if (news) {
			this.shared.announce(talent, change).block();
		}
	}

	/**
	 * Apply a change to all talents with an application.
	 * @param application the application
	 * @param kind what happened to it
	 * @return the talents; empty if the change was applied within the last second
	 */
	public Optional<Set<Talent>> apply(Application application, Kind kind) {
		Change change = new Change(kind, this.clock.instant());
		boolean news = this.known.add(application, change, this.tombstones.advance());
		if (!news && kind == Kind.EXPIRED) {
			return Optional.empty();
		}
		Set<Talent> talents = new HashSet<>(this.known.talentsOf(application));
		talents.forEach((talent) -> apply(talent, kind));
		// those that only Redis and other instances know
		Set<Talent> others = this.shared.announce(application, change, Set.copyOf(talents)).contextCapture().block();
		for (Talent talent : Objects.requireNonNull(others)) {
			this.firstLevel.add(talent, change);
			if (kind == Kind.DELETED) {
				this.firstLevel.evicted(talent);
			}
			talents.add(talent);
		}
		return Optional.of(talents);
	}

}
