package io.feishuinterviews.cache;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.feishuinterviews.interview.TalentQuery;

/**
 * Loads entries that are not stored in the cache, for requests with {@code no-store}.
 * Concurrent requests for one talent share a call: RFC 9111 section 4.
 */
class UnstoredLoads {

	private final Function<TalentQuery, CompletableFuture<CacheEntry>> loader;

	private final Map<TalentQuery, CompletableFuture<CacheEntry>> loading = new ConcurrentHashMap<>();

	UnstoredLoads(Function<TalentQuery, CompletableFuture<CacheEntry>> loader) {
		this.loader = loader;
	}

	/**
	 * Load an entry.
	 * @param query whose, and with which kinds of ID
	 * @return the entry, or what the loader failed with
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // callers have the future itself
	CompletableFuture<Loaded> load(TalentQuery query) {
		AtomicBoolean first = new AtomicBoolean();
		CompletableFuture<CacheEntry> future = this.loading.computeIfAbsent(query, (key) -> {
			first.setPlain(true);
			return this.loader.apply(key);
		});
		boolean collapsed = !first.getPlain();
		if (!collapsed) {
			// only now, since the future may be done already
			future.whenComplete((entry, ex) -> this.loading.remove(query, future));
		}
		return future.thenApply((entry) -> new Loaded(entry, collapsed));
	}

	/**
	 * An entry that has been loaded.
	 *
	 * @param entry the entry
	 * @param collapsed whether the call was another request's
	 */
	record Loaded(CacheEntry entry, boolean collapsed) {

	}

}
