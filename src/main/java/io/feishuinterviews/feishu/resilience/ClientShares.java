package io.feishuinterviews.feishu.resilience;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.feishuinterviews.interview.Demand;
import io.feishuinterviews.interview.Tenant;
import io.github.resilience4j.bulkhead.Bulkhead;
import reactor.core.publisher.Mono;

/**
 * Limits the concurrent requests of each client to the number that is left for others.
 * One client uses at most half of the bulkhead, and so does one tenant of several.
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
	 * @param tenant the tenant that it is for
	 * @param demand the clients that wait for it, of which the first one counts
	 * @param refusal the failure otherwise
	 * @return the answer
	 */
	<T> Mono<T> share(Mono<T> request, Tenant tenant, Demand demand, Supplier<Throwable> refusal) {
		return Mono.defer(() -> {
			List<String> parties = parties(tenant, demand);
			return enter(parties) ? request.doFinally((signal) -> leave(parties)) : Mono.error(refusal);
		});
	}

	/**
	 * Return who the request counts for. The key of a tenant has no slash.
	 */
	private static List<String> parties(Tenant tenant, Demand demand) {
		String client = demand.clients().stream().findFirst().orElse(NOBODY);
		return tenant.isOwn() ? List.of(client) : List.of(tenant.key(), tenant.key() + "/" + client);
	}

	private synchronized boolean enter(List<String> parties) {
		int available = this.bulkhead.getMetrics().getAvailableConcurrentCalls();
		if (parties.stream().anyMatch((party) -> this.underWay.getOrDefault(party, 0) >= available)) {
			return false;
		}
		parties.forEach((party) -> this.underWay.merge(party, 1, Integer::sum));
		return true;
	}

	private synchronized void leave(List<String> parties) {
		parties.forEach((party) -> this.underWay.computeIfPresent(party, (key, own) -> (own > 1) ? own - 1 : null));
	}

}
