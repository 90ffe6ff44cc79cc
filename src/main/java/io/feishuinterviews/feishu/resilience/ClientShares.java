package io.feishuinterviews.feishu.resilience;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.feishuinterviews.interview.Demand;
import io.github.resilience4j.bulkhead.Bulkhead;
import reactor.core.publisher.Mono;

/**
 * Limits the concurrent requests of each client to the number that is left for others.
 * One client uses at most half of the bulkhead.
 */
final class ClientShares {

	/**
	 * What background refreshes count as. No client has this ID.
	 */
	private static final String NOBODY = "";

	private final Bulkhead bulkhead;

	private final Map<String, Integer> underWay = new HashMap<>();

	ClientShares(Bulkhead bulkhead) {
		this.bulkhead = bulkhead;
	}

	/**
	 * Make a request if the client's share allows another one.
	 * @param <T> the type of the answer
	 * @param request the request, which takes its place in the bulkhead itself
	 * @param demand the clients that wait for it, of which the first one counts
	 * @param refusal the failure otherwise
	 * @return the answer
	 */
	<T> Mono<T> share(Mono<T> request, Demand demand, Supplier<Throwable> refusal) {
		return Mono.defer(() -> {
			String client = demand.clients().stream().findFirst().orElse(NOBODY);
			return enter(client) ? request.doFinally((signal) -> leave(client)) : Mono.error(refusal);
		});
	}

	private synchronized boolean enter(String client) {
		int own = this.underWay.getOrDefault(client, 0);
		if (own >= this.bulkhead.getMetrics().getAvailableConcurrentCalls()) {
			return false;
		}
		this.underWay.put(client, own + 1);
		return true;
	}

	private synchronized void leave(String client) {
		this.underWay.computeIfPresent(client, (key, own) -> (own > 1) ? own - 1 : null);
	}

}
