package io.feishuinterviews.feishu.tenant;

import java.time.Instant;

import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.TenantState;
import reactor.core.publisher.Mono;

/**
 * The states from Feishu's events, which all instances share. They may be unavailable,
 * but never fail.
 */
interface SharedStates {

	/**
	 * Nothing is shared: there is one instance.
	 */
	SharedStates NONE = new SharedStates() {

		@Override
		public Mono<SharedState> read(Tenant tenant) {
			return Mono.empty();
		}

		@Override
		public Mono<Boolean> write(Tenant tenant, SharedState state) {
			return Mono.just(true);
		}

	};

	/**
	 * Read the state of a tenant.
	 * @param tenant the tenant
	 * @return the state, empty if there is none, or if it is unavailable
	 */
	Mono<SharedState> read(Tenant tenant);

	/**
	 * Replace the state of a tenant, unless a later one is stored.
	 * @param tenant the tenant
	 * @param state the state
	 * @return a value if it is stored, or a later one; empty if this has to be repeated
	 */
	Mono<Boolean> write(Tenant tenant, SharedState state);

	/**
	 * A state.
	 *
	 * @param state the state
	 * @param since when its event arrived
	 */
	record SharedState(TenantState state, Instant since) {

	}

}
