package io.feishuinterviews.api;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import io.feishuinterviews.audit.AuditAttributes;
import io.feishuinterviews.cache.CacheResult;
import io.feishuinterviews.cache.Failures;
import io.feishuinterviews.cache.InterviewCache;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.representation.BatchBody;
import io.feishuinterviews.representation.Body;
import io.feishuinterviews.representation.Representation;
import io.feishuinterviews.representation.ResponseMemory;
import io.feishuinterviews.security.caller.ClientId;
import io.feishuinterviews.security.limit.RateLimitHeaders;
import io.feishuinterviews.security.limit.RateLimits;
import io.feishuinterviews.web.RepresentationResponses;
import io.feishuinterviews.web.preferences.RequestPreferences;
import io.feishuinterviews.web.problem.Problem;
import io.feishuinterviews.web.problem.ProblemExceptionHandler;
import io.feishuinterviews.web.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Returns the interviews of many talents, composed from the representations of each.
 */
@Controller
class BatchController {

	private final InterviewCache interviews;

	private final InterviewRenderer renderer;

	private final ProblemExceptionHandler problems;

	private final ProblemWriter problemWriter;

	private final ResponseMemory memory;

	private final RepresentationResponses responses;

	private final RateLimits rateLimits;

	BatchController(InterviewCache interviews, InterviewRenderer renderer, ProblemExceptionHandler problems,
			ProblemWriter problemWriter, ResponseMemory memory, RepresentationResponses responses,
			RateLimits rateLimits) {
		this.interviews = interviews;
		this.renderer = renderer;
		this.problems = problems;
		this.problemWriter = problemWriter;
		this.memory = memory;
		this.responses = responses;
		this.rateLimits = rateLimits;
	}

	/**
	 * Return all interviews of several talents.
	 */
	@GetMapping(path = ApiConfiguration.TALENTS, produces = MediaType.APPLICATION_JSON_VALUE)
	Object findByTalents(TalentQueries queries, HttpServletRequest request, HttpServletResponse response) {
		// a batch counts as many requests as it names talents
		RateLimitHeaders.set(this.rateLimits.countMore(request, queries.queries().size() - 1), response);
		String client = ClientId.of(request);
		String contextPath = request.getContextPath();
		RequestPreferences preferences = RequestPreferences.of(request);
		AuditAttributes.setContact(request, preferences.contact());
		Map<String, Integer> statuses = AuditAttributes.addTalentStatuses(request);
		ResponseMemory.Lease lease = this.memory.lease(queries.queries().get(0).talent().tenant());
		// all talents are requested concurrently, so that each deadline is the batch's
		// deadline
		List<CompletableFuture<BatchPart>> parts = queries.queries()
			.stream()
			.map((query) -> part(query, preferences, client, lease, contextPath).whenComplete((part, ex) -> {
				if (part != null) {
					statuses.put(part.talentId(), part.status());
				}
			}))
			.toList();
		return RepresentationResponses.whenDone(CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
			.thenApply((all) -> response(parts.stream().map(CompletableFuture::join).toList(), preferences, lease))
			.whenComplete((entity, ex) -> {
				if (ex != null || !(entity.getBody() instanceof Body.Stream)) {
					lease.close();
				}
			}));
	}

	private CompletableFuture<BatchPart> part(TalentQuery query, RequestPreferences preferences, String client,
			ResponseMemory.Lease lease, String contextPath) {
		return this.interviews.findByTalent(query, preferences.directives(), client)
			.handle((result, ex) -> (ex != null) ? failed(query, Failures.unwrap(ex), preferences, contextPath)
					: found(query, result, preferences, lease));
	}

	private BatchPart found(TalentQuery query, CacheResult result, RequestPreferences preferences,
			ResponseMemory.Lease lease) {
		Representation interviews = this.renderer.render(result, preferences);
		lease.add(interviews);
		return BatchPart.found(query.talent().id(), result, interviews);
	}

	private BatchPart failed(TalentQuery query, Throwable ex, RequestPreferences preferences, String contextPath) {
		Problem problem = this.problems.problem(ex);
		problem.setInstance(URI.create(contextPath + ApiConfiguration.path(query.talent().id())));
		// the request ID belongs to the batch, and would change every ETag
		problem.removeRequestId();
		return BatchPart.failed(query.talent().id(), ex, problem.getStatus(),
				this.problemWriter.bytes(problem, preferences.language()));
	}

	private ResponseEntity<Body> response(List<BatchPart> parts, RequestPreferences preferences,
			ResponseMemory.Lease lease) {
		String tags = parts.stream().map(BatchPart::tag).collect(Collectors.joining());
		String etag = preferences.key(preferences.language().tag())
			.etag(Representation.tag(tags.getBytes(StandardCharsets.UTF_8)));
		Duration age = parts.stream().map(BatchPart::age).max(Comparator.naturalOrder()).orElseThrow();
		// a failed talent may succeed soon
		boolean reusable = parts.stream().allMatch(BatchPart::reusable);
		HttpHeaders headers = this.responses.cacheHeaders()
			.of(age, BatchPart.cacheStatus(parts), preferences.contact(), reusable);
		return this.responses.of(headers, etag, preferences.language(), preferences,
				() -> body(parts, preferences.gzip(), lease));
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
