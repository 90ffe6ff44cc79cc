package io.feishuinterviews.cache.shared;

import java.time.Instant;
import java.util.Set;

import io.feishuinterviews.interview.Application;
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
	SharedEntries NONE = new NoSharedEntries();

	/**
	 * Look a talent up before Feishu is called for it.
	 * @param query the talent and the kinds of ID
	 * @return what is stored, and how to load it anew; always one value
	 */
	Mono<SharedLoad> lookUp(TalentQuery query);

	/**
	 * Remove a talent as {@link #evict(Talent)} does, and share that Feishu denies it.
	 * @param talent the talent
	 * @param failure Feishu's negative response
	 * @param since when Feishu responded
	 * @return whether the second level has the denial by now
	 */
	Mono<Boolean> deny(Talent talent, UpstreamException failure, Instant since);

	/**
	 * Remove a talent from the second level, and from the first level of all other
	 * instances; later, if the second level is unavailable.
	 * @param talent the talent
	 * @return whether the talent was removed from the second level by now
	 */
	Mono<Boolean> evict(Talent talent);

	/**
	 * Remove all talents of a tenant from the second level, and from the first level of
	 * all other instances; later, if the second level is unavailable.
	 * @param tenant the tenant
	 * @return whether they were removed from the second level by now
	 */
	Mono<Boolean> evict(Tenant tenant);

	/**
	 * Remove all talents from the second level, and from the first level of all other
	 * instances; later, if the second level is unavailable.
	 * @return whether they were removed from the second level by now
	 */
	Mono<Boolean> evictAll();

	/**
	 * Announce a change of a talent to the other instances; later, if the second level is
	 * unavailable. Nothing is removed.
	 * @param talent the talent
	 * @param change what happened
	 * @return completes when the change is announced, or the second level is unavailable
	 */
	Mono<Void> announce(Talent talent, Change change);

	/**
	 * Announce a change of an application to the other instances; later, if the second
	 * level is unavailable. Apply it to all talents in the second level that have the
	 * application: remove them if it was deleted.
	 * @param application the application
	 * @param change what happened
	 * @param except talents to which it was applied before
	 * @return the other talents, as far as the second level is available; always one
	 * value
	 */
	Mono<Set<Talent>> announce(Application application, Change change, Set<Talent> except);

	/**
	 * Set the listener for evictions and changes of other instances.
	 * @param listener the first level of the cache
	 */
	void setEvictionListener(EvictionListener listener);

}
