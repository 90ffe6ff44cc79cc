package io.feishuinterviews.cache;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * Which talents Feishu has denied, and which were purged. A tombstone covers a whole
 * talent, all kinds of ID: a snapshot is served only if its load began after the
 * tombstone was set.
 * <p>
 * The cache removes all snapshots of a talent when its tombstone is set, so that none
 * returns even if the tombstone itself is forgotten.
 */
final class Tombstones {

	/**
	 * The most tombstones that are remembered, about 10 MB, and the most purged tenants.
	 * If there are more, those that are used least are forgotten.
	 */
	private static final int MAX_SIZE = 20_000;

	private final AtomicLong sequence = new AtomicLong();

	private final Cache<Talent, Tombstone> tombstones;

	private final Cache<Tenant, Long> tenantPurges;

	private final Consumer<Talent> onDenial;

	private volatile long lastPurgeOfAll;

	/**
	 * Create an empty registry.
	 * @param retention how long a tombstone is remembered
	 * @param ticker the source of time
	 * @param onDenial called with a talent that Feishu denies; must not use the cache in
	 * the same thread, which may be about to change it
	 */
	Tombstones(Duration retention, Ticker ticker, Consumer<Talent> onDenial) {
		Caffeine<Object, Object> remembered = Caffeine.newBuilder()
			.ticker(ticker)
			.expireAfterWrite(retention)
			.maximumSize(MAX_SIZE);
		this.tombstones = remembered.build();
		this.tenantPurges = remembered.build();
		this.onDenial = onDenial;
	}

	/**
	 * Return the place of a load that begins now in the order of loads and tombstones.
	 */
	long sequence() {
		return this.sequence.get();
	}

	/**
	 * Remember that Feishu denies a talent, unless its tenant, or all of them, were
	 * purged after the load began.
	 * @param denial Feishu's negative response
	 * @param sequence the place of the load in the order of loads and tombstones
	 * @return the entry for the query that was denied
	 */
	CacheEntry.Negative deny(CacheEntry.Negative denial, long sequence) {
		if (!covers(denial.talent().tenant(), sequence)) {
			set(denial.talent(), denial);
			this.onDenial.accept(denial.talent());
		}
		return denial.copy();
	}

	/**
	 * Make all snapshots of a talent void, and forget a denial.
	 * @param talent the talent
	 */
	void purge(Talent talent) {
		set(talent, null);
	}

	private void set(Talent talent, CacheEntry.@Nullable Negative denial) {
		this.tombstones.asMap().compute(talent, (key, old) -> new Tombstone(advance(), denial));
	}

	/**
	 * Take the next place in the order of loads and tombstones.
	 * @return a number greater than that of each load that has begun
	 */
	long advance() {
		return this.sequence.incrementAndGet();
	}

	/**
	 * Make all snapshots of a talent void that are loaded or being loaded, and have them
	 * removed. A denial remains.
	 * @param talent the talent
	 */
	void discard(Talent talent) {
		this.tombstones.asMap()
			.compute(talent, (key, old) -> new Tombstone(advance(), (old != null) ? old.denial() : null));
		this.onDenial.accept(talent);
	}

	/**
	 * Make all snapshots of a tenant void that are being loaded, and forget its talents.
	 * @param tenant the tenant
	 */
	void purge(Tenant tenant) {
		this.tenantPurges.put(tenant, advance());
		this.tombstones.asMap().keySet().removeIf((talent) -> talent.tenant().equals(tenant));
	}

	/**
	 * Make all snapshots void that are being loaded, and forget all talents.
	 */
	void purgeAll() {
		this.lastPurgeOfAll = advance();
		this.tombstones.invalidateAll();
	}

	/**
	 * Accept a loaded snapshot unless Feishu has denied the talent since the load began.
	 * A snapshot whose load began after the denial ends the denial.
	 * @param loaded the snapshot
	 * @return the snapshot, or the denial
	 */
	CacheEntry accept(CacheEntry.Positive loaded) {
		this.tombstones.asMap()
			.computeIfPresent(loaded.talent(), (key, tombstone) -> tombstone.covers(loaded) ? tombstone
					: new Tombstone(tombstone.sequence(), null));
		return valid(loaded);
	}

	/**
	 * Return an entry that may be served.
	 * @param entry an entry
	 * @return the same, or the denial if Feishu has denied the talent since
	 */
	CacheEntry valid(CacheEntry entry) {
		CacheEntry denial = denial(covering(entry));
		return (denial != null) ? denial : entry;
	}

	/**
	 * Return whether an entry was denied or purged after its load began.
	 * @param entry the entry
	 * @return whether it must not be served
	 */
	boolean covers(CacheEntry entry) {
		return covering(entry) != null || (entry instanceof CacheEntry.Positive positive
				&& covers(positive.talent().tenant(), positive.sequence()));
	}

	/**
	 * Return whether a tenant, or all of them, were purged after a load began.
	 * @param tenant the tenant
	 * @param sequence the place of the load in the order of loads and tombstones
	 * @return whether the result of the load must not be kept
	 */
	boolean covers(Tenant tenant, long sequence) {
		Long purge = this.tenantPurges.getIfPresent(tenant);
		return sequence < this.lastPurgeOfAll || (purge != null && sequence < purge);
	}

	/**
	 * Return the denial of a talent.
	 * @param talent the talent
	 * @return a new entry, {@code null} if Feishu does not deny the talent
	 */
	CacheEntry.@Nullable Negative denial(Talent talent) {
		return denial(this.tombstones.getIfPresent(talent));
	}

	private static CacheEntry.@Nullable Negative denial(@Nullable Tombstone tombstone) {
		return (tombstone != null && tombstone.denial() != null) ? tombstone.denial().copy() : null;
	}

	private @Nullable Tombstone covering(CacheEntry entry) {
		Tombstone tombstone = this.tombstones.getIfPresent(entry.talent());
		return (tombstone != null && entry instanceof CacheEntry.Positive positive && tombstone.covers(positive))
				? tombstone : null;
	}

	/**
	 * A tombstone of a talent.
	 *
	 * @param sequence its place in the order of loads and tombstones
	 * @param denial Feishu's negative response, {@code null} after a purge or a later
	 * snapshot
	 */
	private record Tombstone(long sequence, CacheEntry.@Nullable Negative denial) {

		boolean covers(CacheEntry.Positive entry) {
			return entry.sequence() < this.sequence;
		}

	}

}
