package io.feishuinterviews.cache.shared;

import java.time.Instant;

import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UpstreamException;
import reactor.core.publisher.Mono;

/**
 * The second level of the cache, which all instances share. It may be unavailable, but
 * never fails.
 */
public interface SharedEntries {

	/**
	 * No second level: this instance shares nothing.
	 */
	SharedEntries NONE = new NothingShared();

	/**
	 * Look a talent up before Feishu is called for it.
	 * @param query the talent and the kinds of ID
	 * @return what is stored, and how to load it anew; always one value
	 */
	Mono<SharedLoad> lookUp(TalentQuery query);

	/**
	 * Remove a talent in the same way as {@link #evict}, and share that Feishu denies it.
	 * @param talent the talent
	 * @param failure Feishu's answer
	 * @param since when Feishu answered
	 */
	void deny(Talent talent, UpstreamException failure, Instant since);

	/**
	 * Remove a talent from the second level, and from the first level of all other
	 * instances; later, if the second level is unavailable.
	 * @param talent the talent
	 * @return whether the talent was removed from the second level by now
	 */
	Mono<Boolean> evict(Talent talent);

	/**
	 * Remove all talents of a tenant in the same way.
	 * @param tenant the tenant
	 * @return whether they were removed from the second level by now
	 */
	Mono<Boolean> evict(Tenant tenant);

	/**
	 * Remove all talents in the same way.
	 * @return whether they were removed from the second level by now
	 */
	Mono<Boolean> evictAll();

	/**
	 * Set what is told of the evictions of other instances.
	 * @param listener the first level of the cache
	 */
	void setEvictionListener(EvictionListener listener);

}
