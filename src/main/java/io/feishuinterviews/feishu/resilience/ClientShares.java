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
	 * The holder for background refreshes. No client has this ID.
	 */
	private static final String BACKGROUND = "";

	private final Bulkhead bulkhead;

	private final Map<String, Integer> underWay = new HashMap<>();

	ClientShares(Bulkhead bulkhead) {
		this.bulkhead = bulkhead;
	}

	/**
	 * Make a request if the client's share allows another one.
	 * @param <T> the type of the result
	 * @param request the request, which takes its place in the bulkhead itself
	 * @param tenant the tenant that it is for
	 * @param demand the clients that wait for it, of which the first one counts
	 * @param refusal the failure otherwise
	 * @return the result
	 */
	<T> Mono<T> limitConcurrency(Mono<T> request, Tenant tenant, Demand demand, Supplier<Throwable> refusal) {
		return Mono.defer(() -> {
			List<String> holders = holders(tenant, demand);
			return enter(holders) ? request.doFinally((signal) -> leave(holders)) : Mono.error(refusal);
		});
	}

	/**
	 * Return whose shares the request counts against. The key of a tenant has no slash.
	 */
	private static List<String> holders(Tenant tenant, Demand demand) {
		String client = demand.clients().stream().findFirst().orElse(BACKGROUND);
		return tenant.isOwn() ? List.of(client) : List.of(tenant.key(), tenant.key() + "/" + client);
	}

	private synchronized boolean enter(List<String> holders) {
		int available = this.bulkhead.getMetrics().getAvailableConcurrentCalls();
		if (holders.stream().anyMatch((holder) -> this.underWay.getOrDefault(holder, 0) >= available)) {
			return false;
		}
		holders.forEach((holder) -> this.underWay.merge(holder, 1, Integer::sum));
		return true;
	}

	private synchronized void leave(List<String> holders) {
		holders.forEach((holder) -> this.underWay.computeIfPresent(holder, (key, own) -> (own > 1) ? own - 1 : null));
	}

}
