package io.feishuinterviews.feishu.budget.permit;

import io.feishuinterviews.interview.Tenant;

/**
 * Creates the sources of permits: Feishu limits the calls of each tenant on its own.
 */
@FunctionalInterface
public interface PermitSources {

	/**
	 * Create the source of permits for the calls of a tenant.
	 * @param tenant the tenant
	 * @return a source, to be closed when it is not used any more
	 */
	PermitSource of(Tenant tenant);

}
