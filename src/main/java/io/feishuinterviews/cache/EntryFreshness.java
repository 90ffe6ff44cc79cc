package io.feishuinterviews.cache;

import java.time.Instant;

import io.feishuinterviews.cache.change.KnownChanges;
import io.feishuinterviews.cache.shared.Change.Kind;

/**
 * How long entries are served: as long as their age says, unless the talent has changed
 * in Feishu.
 */
final class EntryFreshness {

	private final FreshnessPolicy positive;

	private final FreshnessPolicy negative;

	private final KnownChanges changes;

	EntryFreshness(CacheProperties properties, KnownChanges changes) {
		this.positive = properties.freshness();
		this.negative = properties.negativeFreshness();
		this.changes = changes;
	}

	/**
	 * Return the policy for an entry.
	 * @param entry the entry
	 * @return how long it is served
	 */
	FreshnessPolicy of(CacheEntry entry) {
		FreshnessPolicy byAge = byAge(entry);
		Kind change = this.changes.expired(entry.talent(), entry.since()).orElse(null);
		if (change == null) {
			return byAge;
		}
		if (change == Kind.EXPIRED) {
			return byAge.expired();
		}
		// a deleted talent is not served; that it does not exist is
		return (entry instanceof CacheEntry.Negative) ? byAge : FreshnessPolicy.VOID;
	}

	/**
	 * Return the policy for an entry if the talent has not changed.
	 * @param entry the entry
	 * @return how long it is served, and stored in any case
	 */
	FreshnessPolicy byAge(CacheEntry entry) {
		return (entry instanceof CacheEntry.Negative) ? this.negative : this.positive;
	}

	/**
	 * Return since when an entry has been expired by a change of the talent.
	 * @param entry the entry
	 * @return the time, {@link Instant#MIN} if only its age counts
	 */
	Instant expiredAt(CacheEntry entry) {
		return this.changes.expiredAt(entry.talent(), entry.since());
	}

	/**
	 * Return whether an entry may be older than a change of the talent.
	 * @param entry the entry
	 * @return whether it expires sooner than its age says
	 */
	boolean expiresSoon(CacheEntry entry) {
		return this.changes.expires(entry.talent(), entry.since());
	}

}
