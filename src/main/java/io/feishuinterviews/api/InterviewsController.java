package io.feishuinterviews.api;

import java.util.concurrent.CompletableFuture;

import io.feishuinterviews.cache.CachedInterviews;
import io.feishuinterviews.interview.Language;
import io.feishuinterviews.interview.TalentQuery;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers for a talent's interviews.
 */
@RestController
class InterviewsController {

	private final CachedInterviews interviews;

	private final InterviewsJson json;

	InterviewsController(CachedInterviews interviews, InterviewsJson json) {
		this.interviews = interviews;
		this.json = json;
	}

	/**
	 * Answer with all interviews of one talent.
	 */
	@GetMapping(path = "/talents/{talentId}/interviews", produces = MediaType.APPLICATION_JSON_VALUE)
	CompletableFuture<ResponseEntity<byte[]>> ofTalent(TalentQuery query,
			@RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String acceptLanguage,
			@RequestHeader(name = HttpHeaders.CACHE_CONTROL, required = false) @Nullable String cacheControl) {
		Language language = Languages.negotiate(acceptLanguage);
		return this.interviews.ofTalent(query, CacheControlHeader.parse(cacheControl))
			.thenApply((served) -> ResponseEntity.ok()
				.header(HttpHeaders.CONTENT_LANGUAGE, Languages.tag(language))
				.header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
				.header(HttpHeaders.AGE, String.valueOf(served.age().toSeconds()))
				.body(this.json.write(new TalentInterviews(query.talentId(), served.snapshot().interviews()),
						language)));
	}

}
