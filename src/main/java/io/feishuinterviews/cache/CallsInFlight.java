package io.feishuinterviews.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.feishuinterviews.interview.Demand;
import io.feishuinterviews.interview.TalentQuery;

/**
 * The calls under way, and which clients wait for each.
 */
final class CallsInFlight {

	private final ConcurrentMap<TalentQuery, Call> underWay = new ConcurrentHashMap<>();

	/**
	 * Make a call.
	 * @param <T> the type of the result
	 * @param query the talent and the kinds of ID
	 * @param call the clients that wait for it, and what they accept
	 * @param loader makes the call, and may look the clients up
	 * @return the result
	 */
	<T> CompletableFuture<T> call(TalentQuery query, Call call, Supplier<CompletableFuture<T>> loader) {
		this.underWay.put(query, call);
		try {
			return loader.get().whenComplete((result, ex) -> this.underWay.remove(query, call));
		}
		catch (RuntimeException ex) {
			this.underWay.remove(query, call);
			throw ex;
		}
	}

	/**
	 * Find the call under way.
	 * @param query the talent and the kinds of ID
	 * @return the call, one of no client if there is none
	 */
	Call find(TalentQuery query) {
		return this.underWay.getOrDefault(query, new Call(Demand.background(), (entry) -> false));
	}

	/**
	 * Add a client to a call, if the call is still under way.
	 * @param query the talent and the kinds of ID
	 * @param client the ID of the client
	 */
	void join(TalentQuery query, String client) {
		Call call = this.underWay.get(query);
		if (call != null) {
			call.demand().join(client);
		}
	}

	/**
	 * A call.
	 *
	 * @param demand the clients that wait for it
	 * @param acceptable decides whether an entry of another instance suffices
	 */
	record Call(Demand demand, Predicate<CacheEntry> acceptable) {

	}

}
