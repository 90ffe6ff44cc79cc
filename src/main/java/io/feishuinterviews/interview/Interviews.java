package io.feishuinterviews.interview;

import reactor.core.publisher.Mono;

/**
 * The interviews of talents, as Feishu has them now.
 */
public interface Interviews {

	/**
	 * Find all interviews of one talent.
	 * @param query the talent and the kinds of ID
	 * @param demand the clients that wait for the result
	 * @return the interviews, none if the talent has none; or an
	 * {@link UpstreamException}
	 */
	Mono<InterviewSnapshot> findByTalent(TalentQuery query, Demand demand);

}
