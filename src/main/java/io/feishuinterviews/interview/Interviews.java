package io.feishuinterviews.interview;

import reactor.core.publisher.Mono;

/**
 * The interviews of talents, as Feishu has them now.
 */
public interface Interviews {

	/**
	 * Ask for all interviews of one talent.
	 * @param query whose, and with which kinds of ID
	 * @param demand the clients that wait for the answer
	 * @return the interviews, none if the talent has none; or an
	 * {@link UpstreamException}
	 */
	Mono<InterviewSnapshot> findByTalent(TalentQuery query, Demand demand);

}
