package io.feishuinterviews.feishu.tenant;

import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UpstreamException;
import reactor.core.publisher.Mono;

/**
 * Decides whether Feishu is called for a tenant.
 */
public interface TenantAccess {

	/**
	 * Feishu is always called: a custom app has one tenant.
	 */
	TenantAccess UNLIMITED = new TenantAccess() {

		@Override
		public <T> Mono<T> guard(Tenant tenant, Mono<T> request) {
			return request;
		}

	};

	/**
	 * Make a request, unless the tenant is known not to use the app. The outcome may
	 * change the state of the tenant.
	 * @param <T> the type of the result
	 * @param tenant the tenant
	 * @param request calls Feishu
	 * @return the result, or an {@link UpstreamException}
	 */
	<T> Mono<T> guard(Tenant tenant, Mono<T> request);

}
