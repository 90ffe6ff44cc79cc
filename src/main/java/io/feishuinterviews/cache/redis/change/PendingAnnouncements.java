package io.feishuinterviews.cache.redis.change;

import java.util.List;
import java.util.stream.Stream;

import io.feishuinterviews.cache.redis.pending.Backlog;
import io.feishuinterviews.cache.shared.Change.Kind;
import io.feishuinterviews.interview.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * The changes that Redis has not confirmed yet, the last one of each talent and
 * application. If there are too many, the oldest ones of the tenant that has the most are
 * forgotten: then other instances and Redis serve stale responses of that tenant for as
 * long as without events. The deletion of an application is never forgotten.
 */
final class PendingAnnouncements {

	private final Backlog<String, Announcement> deletions = new Backlog<>();

	private final Backlog<String, Announcement> others = new Backlog<>();

	/**
	 * Add a change.
	 * @param announcement the change
	 * @return a tenant with too many deleted applications, all of whose talents must be
	 * evicted instead; {@code null} if there is none
	 */
	synchronized @Nullable Tenant add(Announcement announcement) {
		Backlog<String, Announcement> backlog = backlog(announcement);
		Tenant crowding = backlog.put(announcement.tenant(), announcement.key(), announcement);
		if (crowding == null) {
			return null;
		}
		if (isDeletion(announcement)) {
			backlog.removeAll(crowding);
			return crowding;
		}
		backlog.removeOldest(crowding);
		return null;
	}

	synchronized void confirm(Announcement announcement) {
		backlog(announcement).remove(announcement.tenant(), announcement.key(), announcement);
	}

	/**
	 * Return the oldest changes, about as many of each tenant.
	 * @param count the most deletions of applications, and the most others
	 */
	synchronized List<Announcement> first(int count) {
		return Stream.concat(this.deletions.first(count).stream(), this.others.first(count).stream()).toList();
	}

	synchronized int size() {
		return this.deletions.size() + this.others.size();
	}

	private Backlog<String, Announcement> backlog(Announcement announcement) {
		return isDeletion(announcement) ? this.deletions : this.others;
	}

	/**
	 * Return whether talents that this instance does not know must be evicted. The
	 * eviction of a talent itself is repeated elsewhere.
	 */
	private static boolean isDeletion(Announcement announcement) {
		return announcement instanceof Announcement.ApplicationChange && announcement.change().kind() == Kind.DELETED;
	}

}
