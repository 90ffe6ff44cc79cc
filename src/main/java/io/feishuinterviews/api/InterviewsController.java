package io.feishuinterviews.api;

import io.feishuinterviews.audit.AuditAttributes;
import io.feishuinterviews.cache.InterviewCache;
import io.feishuinterviews.interview.Language;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.security.caller.ClientId;
import io.feishuinterviews.web.RepresentationResponses;
import io.feishuinterviews.web.preferences.RequestPreferences;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Returns the interviews of one talent.
 */
@Controller
class InterviewsController {

	private final InterviewCache interviews;

	private final InterviewRenderer renderer;

	private final RepresentationResponses responses;

	InterviewsController(InterviewCache interviews, InterviewRenderer renderer, RepresentationResponses responses) {
		this.interviews = interviews;
		this.renderer = renderer;
		this.responses = responses;
	}

	/**
	 * Return all interviews of one talent.
	 */
	@GetMapping(path = ApiConfiguration.TALENT, produces = MediaType.APPLICATION_JSON_VALUE)
	Object findByTalent(TalentQuery query, HttpServletRequest request) {
		RequestPreferences preferences = RequestPreferences.of(request);
		AuditAttributes.setContact(request, preferences.contact());
		Language language = preferences.language();
		return RepresentationResponses
			.whenDone(this.interviews.findByTalent(query, preferences.directives(), ClientId.of(request))
				.thenApply((result) -> this.responses.of(result, this.renderer.render(result, preferences),
						preferences.key(language.tag()), language, preferences)));
	}

}
