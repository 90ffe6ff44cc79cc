package io.feishuinterviews.cache.redis.change;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.feishuinterviews.cache.shared.Change.Kind;

/**
 * The changes that Redis has not confirmed yet, the last one of each talent and
 * application. Beyond a limit, the oldest ones are forgotten: then other instances and
 * Redis have stale answers for as long as without events. The deletion of an application
 * is never forgotten.
 */
final class PendingAnnouncements {

	private static final int MAX_SIZE = 10_000;

	private final Map<String, Announcement> deletions = new LinkedHashMap<>();

	private final Map<String, Announcement> others = new LinkedHashMap<>();

	/**
	 * Add a change.
	 * @param announcement the change
	 * @return {@code false} if there is no room for it: then all talents must be evicted
	 */
	synchronized boolean add(Announcement announcement) {
		if (isDeletion(announcement)) {
			this.deletions.put(announcement.key(), announcement);
			if (this.deletions.size() > MAX_SIZE) {
				this.deletions.clear();
				return false;
			}
			return true;
		}
		this.others.remove(announcement.key());
		this.others.put(announcement.key(), announcement);
		if (this.others.size() > MAX_SIZE) {
			this.others.remove(this.others.keySet().iterator().next());
		}
		return true;
	}

	synchronized void confirm(Announcement announcement) {
		(isDeletion(announcement) ? this.deletions : this.others).remove(announcement.key(), announcement);
	}

	/**
	 * Return the oldest changes, deletions first.
	 */
	synchronized List<Announcement> first(int count) {
		return Stream.concat(this.deletions.values().stream(), this.others.values().stream()).limit(count).toList();
	}

	synchronized int size() {
		return this.deletions.size() + this.others.size();
	}

	/**
	 * Return whether talents must go that are not known. The eviction of a talent itself
	 * is repeated elsewhere.
	 */
	private static boolean isDeletion(Announcement announcement) {
		return announcement instanceof Announcement.OfApplication && announcement.change().kind() == Kind.DELETED;
	}

}
