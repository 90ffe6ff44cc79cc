package io.feishuinterviews.interview;

/**
 * Remembers which tenants use a store app.
 */
public interface TenantRegistry {

	/**
	 * Store the state of a tenant, for all instances.
	 * @param tenant the tenant
	 * @param state its state from now on
	 */
	void set(Tenant tenant, TenantState state);

}
