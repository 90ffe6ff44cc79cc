package io.feishuinterviews.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

import io.feishuinterviews.interview.Demand;
import io.feishuinterviews.interview.TalentQuery;

/**
 * The calls under way, and which clients wait for each.
 */
final class Demands {

	private final ConcurrentMap<TalentQuery, Demand> underWay = new ConcurrentHashMap<>();

	/**
	 * Make a call.
	 * @param <T> the type of the answer
	 * @param query what is asked
	 * @param demand the clients that wait for it
	 * @param call makes the call, and may look the demand up
	 * @return the answer
	 */
	<T> CompletableFuture<T> call(TalentQuery query, Demand demand, Supplier<CompletableFuture<T>> call) {
		this.underWay.put(query, demand);
		try {
			return call.get().whenComplete((answer, ex) -> this.underWay.remove(query, demand));
		}
		catch (RuntimeException ex) {
			this.underWay.remove(query, demand);
			throw ex;
		}
	}

	/**
	 * Return which clients wait for a call that is about to be made.
	 * @param query what is asked
	 * @return the demand
	 */
	Demand of(TalentQuery query) {
		return this.underWay.getOrDefault(query, Demand.background());
	}

	/**
	 * Have a client wait for a call, if it is still under way.
	 * @param query what is asked
	 * @param client the ID of the client
	 */
	void join(TalentQuery query, String client) {
		Demand demand = this.underWay.get(query);
		if (demand != null) {
			demand.join(client);
		}
	}

}
