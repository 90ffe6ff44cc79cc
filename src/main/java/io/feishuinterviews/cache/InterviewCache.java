package io.feishuinterviews.cache;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.cache.shared.SharedEntries;
import io.feishuinterviews.interview.InterviewReader;
import io.feishuinterviews.interview.Interviews;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UpstreamException;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Caches the interviews of talents. Concurrent requests for one talent share one call.
 * Failures are not cached, except that a talent does not exist or is confidential.
 */
public class InterviewCache {

	private final SharedEntries shared;

	private final EntryStore store;

	private final CacheLookup lookup;

	private final FirstLevelEvictionListener firstLevel;

	private final CacheChanges changes;

	private final CacheMetrics metrics;

	InterviewCache(Interviews interviews, InterviewReader reader, SharedEntries shared, CacheProperties properties,
			Clock clock, Ticker ticker, MeterRegistry meters) {
		this.shared = shared;
		this.metrics = new CacheMetrics(meters);
		CallsInFlight calls = new CallsInFlight();
		this.store = new EntryStore(interviews, reader, shared, calls, properties, clock, ticker, this.metrics);
		UnstoredLoads unstored = new UnstoredLoads(this.store.loader()::loadUnshared);
		this.lookup = new CacheLookup(this.store, unstored, calls, clock);
		this.firstLevel = new FirstLevelEvictionListener(this.store, unstored, shared);
		shared.setEvictionListener(this.firstLevel);
		this.changes = new CacheChanges(this, this.firstLevel, this.store, shared, clock);
	}

	/**
	 * Find all interviews of one talent.
	 * @param query the talent and the kinds of ID
	 * @param directives how fresh the result must be
	 * @param client the ID of the client
	 * @return a future that other callers do not share. It fails with an
	 * {@link UpstreamException} or an {@link OnlyIfCachedException}
	 */
	public CompletableFuture<CacheResult> findByTalent(TalentQuery query, RequestDirectives directives, String client) {
		return this.lookup.find(query, directives, client).whenComplete((result, ex) -> {
			if (ex != null) {
				this.metrics.count(Failures.unwrap(ex));
			}
			else {
				this.metrics.count(result);
			}
		});
	}

	/**
	 * Remove what is cached of a talent, for all kinds of ID and from all instances.
	 * Calls under way are not stored, and requests that arrive later do not join them. If
	 * Redis is unavailable, the log says so, and the other instances follow as soon as
	 * that is possible.
	 * @param talent the talent
	 */
	public void purge(Talent talent) {
		// Redis first: otherwise, a request could bring the entry back from there
		this.shared.evict(talent).contextCapture().block();
		this.firstLevel.evicted(talent);
	}

	/**
	 * Remove what is cached of all talents of a tenant, from all instances. Calls under
	 * way are not stored.
	 * @param tenant the tenant
	 * @return whether Redis has confirmed the removal, or is not configured; otherwise,
	 * the removal is repeated there until Redis confirms it
	 */
	public boolean purge(Tenant tenant) {
		boolean confirmed = Boolean.TRUE.equals(this.shared.evict(tenant).block());
		this.firstLevel.evicted(tenant);
		return confirmed;
	}

	/**
	 * Remove all that is cached, from all instances.
	 */
	void purgeAll() {
		this.shared.evictAll().block();
		this.firstLevel.allEvicted();
	}

	/**
	 * Return what applies changes in Feishu to this cache.
	 */
	CacheChanges changes() {
		return this.changes;
	}

	AsyncLoadingCache<TalentQuery, CacheEntry> cache() {
		return this.store.cache();
	}

}
