package io.feishuinterviews.cache;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

import io.feishuinterviews.interview.Demand;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.Tenant;

/**
 * Loads entries that are not stored in the cache, for requests with {@code no-store}.
 * Concurrent requests for one talent share a call: RFC 9111 section 4.
 */
class UnstoredLoads {

	private final BiFunction<TalentQuery, Demand, CompletableFuture<CacheEntry>> loader;

	private final Map<TalentQuery, Call> calls = new ConcurrentHashMap<>();

	UnstoredLoads(BiFunction<TalentQuery, Demand, CompletableFuture<CacheEntry>> loader) {
		this.loader = loader;
	}

	/**
	 * Load an entry.
	 * @param query the talent and the kinds of ID
	 * @param client the ID of the client that waits for it
	 * @return the entry, or what the loader failed with
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // callers have the future itself
	CompletableFuture<Loaded> load(TalentQuery query, String client) {
		AtomicBoolean first = new AtomicBoolean();
		Call call = this.calls.computeIfAbsent(query, (key) -> {
			first.setPlain(true);
			Demand demand = Demand.of(client);
			return new Call(this.loader.apply(key, demand), demand);
		});
		boolean collapsed = !first.getPlain();
		if (collapsed) {
			call.demand().join(client);
		}
		else {
			// only now, since the future may be done already
			call.future().whenComplete((entry, ex) -> this.calls.remove(query, call));
		}
		return call.future().thenApply((entry) -> new Loaded(entry, collapsed));
	}

	/**
	 * Prevent later requests for a talent from joining the calls under way.
	 * @param talent the talent
	 */
	void forget(Talent talent) {
		TalentQuery.ofAllKinds(talent).forEach(this.calls::remove);
	}

	/**
	 * Prevent later requests for a tenant from joining the calls under way.
	 * @param tenant the tenant
	 */
	void forget(Tenant tenant) {
		this.calls.keySet().removeIf((query) -> query.talent().tenant().equals(tenant));
	}

	/**
	 * Prevent later requests from joining any call under way.
	 */
	void forgetAll() {
		this.calls.clear();
	}

	/**
	 * A call to Feishu.
	 *
	 * @param future the entry that it leads to
	 * @param demand the clients that wait for it
	 */
	private record Call(CompletableFuture<CacheEntry> future, Demand demand) {

	}

	/**
	 * An entry that has been loaded.
	 *
	 * @param entry the entry
	 * @param collapsed whether another request had started the call
	 */
	record Loaded(CacheEntry entry, boolean collapsed) {

	}

}
