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
final class Demands {

	private final ConcurrentMap<TalentQuery, Call> underWay = new ConcurrentHashMap<>();

	/**
	 * Make a call.
	 * @param <T> the type of the answer
	 * @param query what is asked
	 * @param call the clients that wait for it, and what they accept
	 * @param caller makes the call, and may look the clients up
	 * @return the answer
	 */
	<T> CompletableFuture<T> call(TalentQuery query, Call call, Supplier<CompletableFuture<T>> caller) {
		this.underWay.put(query, call);
		try {
			return caller.get().whenComplete((answer, ex) -> this.underWay.remove(query, call));
		}
		catch (RuntimeException ex) {
			this.underWay.remove(query, call);
			throw ex;
		}
	}

	/**
	 * Return which clients wait for a call that is about to be made.
	 * @param query what is asked
	 * @return the demand
	 */
	Call of(TalentQuery query) {
		return this.underWay.getOrDefault(query, new Call(Demand.background(), (entry) -> false));
	}

	/**
	 * Have a client wait for a call, if it is still under way.
	 * @param query what is asked
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
