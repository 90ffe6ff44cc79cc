package io.feishuinterviews.api;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import io.feishuinterviews.cache.CacheResult;
import io.feishuinterviews.cache.InterviewCache;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.representation.BatchBody;
import io.feishuinterviews.representation.Body;
import io.feishuinterviews.representation.Representation;
import io.feishuinterviews.representation.ResponseMemory;
import io.feishuinterviews.security.ClientId;
import io.feishuinterviews.security.RateLimits;
import io.feishuinterviews.web.Answer;
import io.feishuinterviews.web.CacheHeaders;
import io.feishuinterviews.web.RateLimitHeaders;
import io.feishuinterviews.web.Reply;
import io.feishuinterviews.web.RequestPreferences;
import io.feishuinterviews.web.problem.ProblemExceptionHandler;
import io.feishuinterviews.web.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Answers for the interviews of many talents at once, out of what each has on its own.
 */
@Controller
class BatchController {

	private final InterviewCache interviews;

	private final Representations representations;

	private final ProblemExceptionHandler problems;

	private final ProblemWriter problemWriter;

	private final ResponseMemory memory;

	private final CacheHeaders cacheHeaders;

	private final RateLimits rateLimits;

	BatchController(InterviewCache interviews, Representations representations, ProblemExceptionHandler problems,
			ProblemWriter problemWriter, ResponseMemory memory, RateLimits rateLimits) {
		this.interviews = interviews;
		this.representations = representations;
		this.problems = problems;
		this.problemWriter = problemWriter;
		this.memory = memory;
		this.cacheHeaders = new CacheHeaders(interviews.freshness());
		this.rateLimits = rateLimits;
	}

	/**
	 * Answer with all interviews of several talents.
	 */
	@GetMapping(path = ApiConfiguration.TALENTS, produces = MediaType.APPLICATION_JSON_VALUE)
	Reply ofTalents(TalentQueries asked, HttpServletRequest request, HttpServletResponse response) {
		// a batch counts as often as it names a talent
		RateLimitHeaders.of(this.rateLimits.countMore(request, asked.queries().size() - 1))
			.forEach(response::setHeader);
		String client = ClientId.of(request);
		String contextPath = request.getContextPath();
		RequestPreferences preferences = RequestPreferences.of(request);
		ResponseMemory.Lease lease = this.memory.lease();
		// all are asked for at once, so that the deadline of each is that of the batch
		List<CompletableFuture<BatchPart>> parts = asked.queries()
			.stream()
			.map((query) -> part(query, preferences, client, lease, contextPath))
			.toList();
		return new Reply(CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
			.thenApply((all) -> answer(parts.stream().map(CompletableFuture::join).toList(), preferences, lease))
			.whenComplete((answer, ex) -> {
				if (ex != null || !(answer.body() instanceof Body.Stream)) {
					lease.close();
				}
			}));
	}

	private CompletableFuture<BatchPart> part(TalentQuery query, RequestPreferences preferences, String client,
			ResponseMemory.Lease lease, String contextPath) {
		return this.interviews.findByTalent(query, preferences.freshness(), client)
			.handle((served, ex) -> (ex != null) ? failed(query, Reply.failure(ex), contextPath)
					: found(query, served, preferences, lease));
	}

	private BatchPart found(TalentQuery query, CacheResult served, RequestPreferences preferences,
			ResponseMemory.Lease lease) {
		Representation alone = this.representations.of(query.talentId(), served.kept(), preferences.variant());
		lease.add(alone);
		return BatchPart.found(query.talentId(), served, alone);
	}

	private BatchPart failed(TalentQuery query, Throwable ex, String contextPath) {
		ProblemDetail problem = this.problems.problem(ex);
		problem.setInstance(URI.create(contextPath + "/talents/" + query.talentId() + "/interviews"));
		// the request's ID is that of the whole, and would make every answer another
		if (problem.getProperties() != null) {
			problem.getProperties().remove("requestId");
		}
		return BatchPart.failed(query.talentId(), ex, problem.getStatus(), this.problemWriter.bytes(problem));
	}

	private Answer answer(List<BatchPart> parts, RequestPreferences preferences, ResponseMemory.Lease lease) {
		String tags = parts.stream().map(BatchPart::tag).collect(Collectors.joining());
		String etag = preferences.variant().etag(Representation.tag(tags.getBytes(StandardCharsets.UTF_8)));
		Map<String, String> headers = new LinkedHashMap<>();
		Duration age = parts.stream().map(BatchPart::age).max(Comparator.naturalOrder()).orElseThrow();
		this.cacheHeaders.set(headers, age, BatchPart.cacheStatus(parts));
		if (parts.stream().anyMatch(BatchPart::isFailed)) {
			// what failed for one may be there a moment later
			headers.put(HttpHeaders.CACHE_CONTROL, "private, no-cache");
		}
		return preferences.answer(headers, etag, () -> body(parts, preferences.variant().gzip(), lease));
	}

	private static Body body(List<BatchPart> parts, boolean gzip, ResponseMemory.Lease lease) {
		BatchBody body = new BatchBody(gzip, lease);
		body.append("{\"results\":[");
		String separator = "";
		for (BatchPart part : parts) {
			body.append(separator);
			part.appendTo(body);
			separator = ",";
		}
		body.append("]}");
		return body.build();
	}

}
