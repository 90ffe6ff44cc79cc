package io.feishuinterviews.interview;

import reactor.core.publisher.Mono;

/**
 * The applications of talents, as Feishu has them now.
 */
public interface Applications {

	/**
	 * Find the talent of an application, unless clients wait for calls to Feishu. At most
	 * one call is made.
	 * @param application the application
	 * @return the talent, empty if Feishu names none; or any failure
	 */
	Mono<Talent> findTalent(Application application);

}
