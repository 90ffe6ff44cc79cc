package io.feishuinterviews.management;

import io.feishuinterviews.cache.InterviewCache;
import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.security.caller.CallerTenants;
import io.feishuinterviews.web.InvalidRequestException;

import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * Removes what is cached of one talent of the caller's tenant.
 */
@Endpoint(id = TalentsEndpoint.ID)
class TalentsEndpoint {

	static final String ID = "talents";

	private final InterviewCache interviews;

	private final CallerTenants tenants;

	TalentsEndpoint(InterviewCache interviews, CallerTenants tenants) {
		this.interviews = interviews;
		this.tenants = tenants;
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
		this.interviews.purge(new Talent(this.tenants.current(), talentId));
	}

}
