package io.feishuinterviews.representation;

import java.util.HashMap;
import java.util.Map;

import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.Tenant;

/**
 * How much memory the responses of each tenant use. One of several tenants gets no more
 * as soon as it uses as much as is left for others.
 */
final class MemoryShares {

	private final long limit;

	private final Map<Tenant, Long> tenants = new HashMap<>();

	private long used;

	/**
	 * Create shares of which none is used.
	 * @param limit how many bytes all tenants may use together
	 */
	MemoryShares(long limit) {
		this.limit = limit;
	}

	/**
	 * Use memory.
	 * @param tenant the tenant
	 * @param bytes how much
	 * @throws OverloadedException if too little is left
	 */
	synchronized void take(Tenant tenant, long bytes) {
		long own = this.tenants.getOrDefault(tenant, 0L);
		long free = this.limit - this.used;
		if (bytes > free || (!tenant.isOwn() && own >= free)) {
			throw new OverloadedException(FailureText.of("large-responses"));
		}
		this.used += bytes;
		this.tenants.put(tenant, own + bytes);
	}

	synchronized void giveBack(Tenant tenant, long bytes) {
		this.used -= bytes;
		this.tenants.computeIfPresent(tenant, (same, own) -> (own > bytes) ? own - bytes : null);
	}

	synchronized long used() {
		return this.used;
	}

}
