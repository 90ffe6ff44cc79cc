package io.feishuinterviews.cache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

import io.feishuinterviews.cache.change.KnownChanges;
import io.feishuinterviews.cache.shared.Change.Kind;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.UpstreamException;

/**
 * Decides whether an entry may be served, and for how long: for the time that its age
 * allows, unless the talent has changed in Feishu, Feishu denies it, or it was purged.
 */
final class EntryValidity {

	private final FreshnessPolicy positive;

	private final FreshnessPolicy negative;

	private final KnownChanges changes;

	private final Tombstones tombstones;

	private final FeishuAccess access = new FeishuAccess();

	private final Consumer<Talent> remover;

	private final Clock clock;

	/**
	 * Create the rules.
	 * @param properties how long entries are served by their age
	 * @param changes the changes that are known
	 * @param tombstones the denials and purges
	 * @param remover removes the entries of a talent that must not be served, later
	 * @param clock the source of time
	 */
	EntryValidity(CacheProperties properties, KnownChanges changes, Tombstones tombstones, Consumer<Talent> remover,
			Clock clock) {
		this.positive = properties.freshness();
		this.negative = properties.negativeFreshness();
		this.changes = changes;
		this.tombstones = tombstones;
		this.remover = remover;
		this.clock = clock;
	}

	/**
	 * Accept an entry that was loaded, unless Feishu has denied the talent since the load
	 * began. It is discarded if the talent or its tenant was purged since, or one of the
	 * talent's applications deleted.
	 * @param loaded the entry
	 * @return the entry, or the denial
	 */
	CacheEntry accept(CacheEntry.Positive loaded) {
		if (this.tombstones.covers(loaded)) {
			// the purge of a tenant misses what the cache is just about to store
			this.remover.accept(loaded.talent());
		}
		else if (!this.changes.loaded(loaded.talent(), loaded.applications(), loaded.fetchedAt(), loaded.sequence())) {
			this.tombstones.discard(loaded.talent());
		}
		return this.tombstones.accept(loaded);
	}

	/**
	 * Return an entry that may be served.
	 * @param entry an entry
	 * @return the same, or the denial if Feishu has denied the talent since
	 */
	CacheEntry valid(CacheEntry entry) {
		return this.tombstones.valid(entry);
	}

	/**
	 * Decide what to do with an entry.
	 * @param entry the entry
	 * @param directives the request directives
	 * @return the decision
	 */
	FreshnessPolicy.Decision decide(CacheEntry entry, RequestDirectives directives) {
		return policy(entry).decide(age(entry), directives, this.access.isDenied(entry));
	}

	/**
	 * Decide whether an entry may be served instead of a failure.
	 * @param entry the entry
	 * @param failure why there is no newer one
	 * @return whether it may be served
	 */
	boolean allowsStale(CacheEntry entry, UpstreamException failure) {
		return policy(entry).allowsStale(age(entry), failure.kind()) && !this.tombstones.covers(entry);
	}

	Duration age(CacheEntry entry) {
		return entry.age(this.clock.instant());
	}

	/**
	 * Return how long an entry is fresh.
	 * @param entry the entry
	 * @return the time since Feishu's response
	 */
	Duration freshFor(CacheEntry entry) {
		return policy(entry).freshFor();
	}

	/**
	 * Return how much longer an entry is stored, in any case.
	 * @param entry the entry
	 * @return the time after which it is never served
	 */
	Duration timeToKeep(CacheEntry entry) {
		return byAge(entry).retention().minus(age(entry));
	}

	/**
	 * Return since when an entry has been expired by a change of the talent.
	 * @param entry the entry
	 * @return the time, {@link Instant#MIN} if only its age counts
	 */
	Instant expiredAt(CacheEntry entry) {
		return this.changes.expiredAt(entry.talent(), entry.fetchedAt());
	}

	/**
	 * Return whether an entry may be older than a change of the talent.
	 * @param entry the entry
	 * @return whether it expires before its freshness lifetime ends
	 */
	boolean expiresSoon(CacheEntry entry) {
		return this.changes.expires(entry.talent(), entry.fetchedAt());
	}

	KnownChanges changes() {
		return this.changes;
	}

	Tombstones tombstones() {
		return this.tombstones;
	}

	FeishuAccess access() {
		return this.access;
	}

	private FreshnessPolicy policy(CacheEntry entry) {
		FreshnessPolicy byAge = byAge(entry);
		Kind change = this.changes.expired(entry.talent(), entry.fetchedAt()).orElse(null);
		if (change == null) {
			return byAge;
		}
		if (change == Kind.EXPIRED) {
			return byAge.expired();
		}
		// a deleted talent is not served; a negative result still is
		return (entry instanceof CacheEntry.Negative) ? byAge : FreshnessPolicy.VOID;
	}

	private FreshnessPolicy byAge(CacheEntry entry) {
		return (entry instanceof CacheEntry.Negative) ? this.negative : this.positive;
	}

}
