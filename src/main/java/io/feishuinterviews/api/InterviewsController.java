package io.feishuinterviews.api;

import io.feishuinterviews.cache.CachedInterviews;
import io.feishuinterviews.cache.Served;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.security.ClientId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
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

	private final ResponseMemory memory;

	private final CacheHeaders cacheHeaders;

	InterviewsController(CachedInterviews interviews, Representations representations, ResponseMemory memory) {
		this.interviews = interviews;
		this.representations = representations;
		this.memory = memory;
		this.cacheHeaders = new CacheHeaders(interviews.freshness());
	}

	/**
	 * Answer with all interviews of one talent.
	 */
	@GetMapping(path = "/talents/{talentId}/interviews", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "getInterviews", summary = "All interviews of a talent", tags = "interviews",
			description = "All interviews of one talent, by time, those without one last. A talent without interviews has an empty list.")
	@ApiResponse(responseCode = "200", description = "The interviews",
			content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(implementation = TalentInterviews.class)))
	Reply ofTalent(@Parameter(hidden = true) TalentQuery query, HttpServletRequest request) {
		Preferences preferences = Preferences.of(request);
		return new Reply(this.interviews.ofTalent(query, preferences.freshness(), ClientId.of(request))
			.thenApply((served) -> answer(query, served, preferences)));
	}

	private Answer answer(TalentQuery query, Served served, Preferences preferences) {
		Representation representation = this.representations.of(query.talentId(), served.kept(), preferences.variant());
		Variant variant = preferences.variant();
		return preferences.answer(this.cacheHeaders.of(served), variant.etag(representation.tag()),
				() -> this.memory.body(representation, variant.gzip()));
	}

}
