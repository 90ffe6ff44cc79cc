package io.feishuinterviews.feishu.connection;

/**
 * The types of Feishu apps.
 */
public enum AppType {

	/**
	 * An app of one company, for itself.
	 */
	CUSTOM,

	/**
	 * An app that many companies install, each of which is a tenant.
	 */
	STORE

}
