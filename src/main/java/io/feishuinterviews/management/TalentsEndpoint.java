package io.feishuinterviews.management;

import io.feishuinterviews.cache.InterviewCache;
import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.web.InvalidRequestException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * Removes what is cached of one talent.
 */
@Endpoint(id = TalentsEndpoint.ID)
class TalentsEndpoint {

	private static final Log log = LogFactory.getLog(TalentsEndpoint.class);

	static final String ID = "talents";

	private final InterviewCache interviews;

	TalentsEndpoint(InterviewCache interviews) {
		this.interviews = interviews;
	}

	/**
	 * Remove all cached responses for a talent, for all kinds of ID.
	 * @param talentId the ID of the talent, which need not be cached
	 */
	@DeleteOperation
	void purge(@Selector String talentId) {
		if (!Talent.ID.matcher(talentId).matches()) {
			throw new InvalidRequestException("talentId", FailureText.of("parameter-pattern", "talentId", Talent.ID));
		}
		if (!this.interviews.purge(new Talent(Tenant.OWN, talentId))) {
			log.warn("Talent %s was removed from this instance; Redis and the other instances follow"
				.formatted(talentId));
		}
	}

}
