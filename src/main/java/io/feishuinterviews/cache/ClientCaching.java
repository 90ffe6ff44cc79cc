package io.feishuinterviews.cache;

/**
 * Whether clients may store responses with interviews.
 */
public enum ClientCaching {

	/**
	 * Only the cache of one user, such as a browser's, may store them.
	 */
	PRIVATE,

	/**
	 * No cache may store them.
	 */
	NO_STORE

}
