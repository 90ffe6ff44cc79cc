package io.feishuinterviews.interview;

import reactor.core.publisher.Mono;

/**
 * The applications of talents, as Feishu has them now.
 */
public interface Applications {

	/**
	 * Ask whose application it is, if no client waits for a call to Feishu. One call is
	 * made at most.
	 * @param application the application
	 * @return the talent, empty if Feishu names none; or any failure
	 */
	Mono<Talent> findTalent(Application application);

}
