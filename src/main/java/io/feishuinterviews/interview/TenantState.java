package io.feishuinterviews.interview;

import java.util.Locale;

/**
 * Whether a tenant uses a store app.
 */
public enum TenantState {

	/**
	 * The app is installed and enabled, as far as is known.
	 */
	ACTIVE,

	/**
	 * An administrator of the tenant has disabled the app.
	 */
	STOPPED_BY_TENANT,

	/**
	 * Feishu has disabled the app in the tenant.
	 */
	STOPPED_BY_PLATFORM,

	/**
	 * Feishu responds that the app is not installed in the tenant.
	 */
	NOT_INSTALLED,

	/**
	 * The tenant is dissolved, and its data is to be deleted.
	 */
	UNINSTALLED;

	/**
	 * Return the value of the tag in metrics.
	 * @return a word in lower case, with hyphens
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
