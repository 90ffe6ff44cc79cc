package io.feishuinterviews.cache.shared;

import io.feishuinterviews.interview.Application;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.Tenant;

/**
 * Removes from the first level of the cache what another instance has evicted.
 */
public interface EvictionListener {

	/**
	 * Another instance has evicted a talent.
	 * @param talent the talent
	 */
	void evicted(Talent talent);

	/**
	 * Another instance has received a change of a talent.
	 * @param talent the talent
	 * @param change what happened
	 */
	void changed(Talent talent, Change change);

	/**
	 * Another instance has received a change of an application.
	 * @param application the application
	 * @param change what happened
	 */
	void changed(Application application, Change change);

	/**
	 * Another instance has evicted all talents of a tenant.
	 * @param tenant the tenant
	 */
	void evicted(Tenant tenant);

	/**
	 * Another instance has evicted all talents, or it is not known which.
	 */
	void allEvicted();

}
