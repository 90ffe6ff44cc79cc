package io.feishuinterviews.cache;

import java.util.concurrent.CompletableFuture;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.interview.Interviews;
import io.feishuinterviews.interview.Snapshot;
import io.feishuinterviews.interview.TalentQuery;

/**
 * The interviews of talents, kept for a while. Any number of concurrent askers of one
 * talent cause one call, and what fails is not kept.
 */
public class CachedInterviews {

	private final AsyncLoadingCache<TalentQuery, Snapshot> cache;

	CachedInterviews(Interviews interviews, CacheProperties properties, Ticker ticker) {
		this.cache = Caffeine.newBuilder()
			.ticker(ticker)
			.recordStats()
			.expireAfterWrite(properties.freshFor())
			.maximumWeight(properties.maxSize().toBytes())
			.weigher(CachedInterviews::weight)
			.buildAsync((query, executor) -> interviews.ofTalent(query).toFuture());
	}

	/**
	 * Ask for all interviews of one talent.
	 * @param query whose, and with which kinds of ID
	 * @return the caller's own future of the interviews, or of an
	 * {@link io.feishuinterviews.interview.UpstreamFailure}; others are not affected by
	 * what becomes of it
	 */
	public CompletableFuture<Snapshot> ofTalent(TalentQuery query) {
		return this.cache.get(query).copy();
	}

	AsyncLoadingCache<TalentQuery, Snapshot> cache() {
		return this.cache;
	}

	private static int weight(TalentQuery query, Snapshot snapshot) {
		return SnapshotWeight.of(snapshot);
	}

}
