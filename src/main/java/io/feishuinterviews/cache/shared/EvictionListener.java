package io.feishuinterviews.cache.shared;

/**
 * Removes from the first level of the cache what another instance has evicted.
 */
public interface EvictionListener {

	/**
	 * Another instance has evicted a talent.
	 * @param talentId the ID of the talent
	 */
	void evicted(String talentId);

	/**
	 * Another instance has evicted all talents, or it is not known which.
	 */
	void allEvicted();

}
