package io.feishuinterviews.cache;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UpstreamException.Kind;

/**
 * Whether Feishu denies the app access to a tenant, which concerns all of its talents. An
 * outage does not change that.
 */
class FeishuAccess {

	private static final int MAX_TENANTS = 10_000;

	private final Set<Tenant> denied = ConcurrentHashMap.newKeySet();

	void granted(Tenant tenant) {
		this.denied.remove(tenant);
	}

	void failed(Tenant tenant, Kind failure) {
		if (failure.isNegativeAnswer()) {
			granted(tenant);
		}
		else if (failure == Kind.FEISHU_ACCESS && this.denied.size() < MAX_TENANTS) {
			this.denied.add(tenant);
		}
	}

	boolean isDenied(Tenant tenant) {
		return this.denied.contains(tenant);
	}

}
