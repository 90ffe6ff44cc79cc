package io.feishuinterviews.api;

import io.feishuinterviews.cache.CacheResult;
import io.feishuinterviews.cache.InterviewCache;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.representation.Representation;
import io.feishuinterviews.representation.RepresentationKey;
import io.feishuinterviews.representation.ResponseMemory;
import io.feishuinterviews.security.ClientId;
import io.feishuinterviews.web.Answer;
import io.feishuinterviews.web.CacheHeaders;
import io.feishuinterviews.web.Reply;
import io.feishuinterviews.web.RequestPreferences;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Answers for a talent's interviews.
 */
@Controller
class InterviewsController {

	private final InterviewCache interviews;

	private final Representations representations;

	private final ResponseMemory memory;

	private final CacheHeaders cacheHeaders;

	InterviewsController(InterviewCache interviews, Representations representations, ResponseMemory memory) {
		this.interviews = interviews;
		this.representations = representations;
		this.memory = memory;
		this.cacheHeaders = new CacheHeaders(interviews.freshness());
	}

	/**
	 * Answer with all interviews of one talent.
	 */
	@GetMapping(path = ApiConfiguration.TALENT, produces = MediaType.APPLICATION_JSON_VALUE)
	Reply findByTalent(TalentQuery query, HttpServletRequest request) {
		RequestPreferences preferences = RequestPreferences.of(request);
		return new Reply(this.interviews.findByTalent(query, preferences.freshness(), ClientId.of(request))
			.thenApply((served) -> answer(query, served, preferences)));
	}

	private Answer answer(TalentQuery query, CacheResult served, RequestPreferences preferences) {
		Representation representation = this.representations.of(query.talentId(), served.kept(), preferences.variant());
		RepresentationKey variant = preferences.variant();
		return preferences.answer(this.cacheHeaders.of(served), variant.etag(representation.tag()),
				() -> this.memory.body(representation, variant.gzip()));
	}

}
