package io.feishuinterviews.api;

import io.feishuinterviews.cache.CachedInterviews;
import io.feishuinterviews.cache.Served;
import io.feishuinterviews.interview.TalentQuery;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.stereotype.Controller;

/**
 * Answers for a talent's interviews.
 */
@Controller
class InterviewsController {

	private final CachedInterviews interviews;

	private final Representations representations;

	private final CacheHeaders cacheHeaders;

	InterviewsController(CachedInterviews interviews, Representations representations) {
		this.interviews = interviews;
		this.representations = representations;
		this.cacheHeaders = new CacheHeaders(interviews.freshness());
	}

	/**
	 * Answer with all interviews of one talent.
	 */
	@GetMapping(path = "/talents/{talentId}/interviews", produces = MediaType.APPLICATION_JSON_VALUE)
	Reply ofTalent(TalentQuery query, HttpServletRequest request) {
		Preferences preferences = Preferences.of(request);
		return new Reply(this.interviews.ofTalent(query, preferences.freshness())
			.thenApply((served) -> answer(query, served, preferences)));
	}

	private Answer answer(TalentQuery query, Served served, Preferences preferences) {
		Representation representation = this.representations.of(query.talentId(), served.kept(), preferences.variant());
		return preferences.answer(this.cacheHeaders.of(served), representation.etag(), representation::body);
	}

}
