package io.feishuinterviews.api;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.feishuinterviews.cache.CachedInterviews;
import io.feishuinterviews.cache.Served;
import io.feishuinterviews.interview.TalentQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.stereotype.Controller;

/**
 * Answers for the interviews of many talents at once, out of what each has on its own.
 */
@Controller
class BatchController {

	private final CachedInterviews interviews;

	private final Representations representations;

	private final ProblemHandler problems;

	private final ProblemWriter problemWriter;

	private final CacheHeaders cacheHeaders;

	BatchController(CachedInterviews interviews, Representations representations, ProblemHandler problems,
			ProblemWriter problemWriter) {
		this.interviews = interviews;
		this.representations = representations;
		this.problems = problems;
		this.problemWriter = problemWriter;
		this.cacheHeaders = new CacheHeaders(interviews.freshness());
	}

	/**
	 * Answer with all interviews of several talents.
	 */
	@GetMapping(path = "/talents/interviews", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "getInterviewsOfMany", summary = "All interviews of many talents", tags = "interviews",
			description = "The interviews of up to 100 talents at once. Each has the status it would have alone; one that fails does not fail the others.")
	@ApiResponse(responseCode = "200", description = "The interviews",
			content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(implementation = BatchResults.class)))
	Reply ofTalents(@Parameter(hidden = true) TalentQueries asked, HttpServletRequest request) {
		Preferences preferences = Preferences.of(request);
		// all are asked for at once, so that the deadline of each is that of the batch
		List<CompletableFuture<Part>> parts = asked.queries()
			.stream()
			.map((query) -> part(query, preferences))
			.toList();
		return new Reply(CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
			.thenApply((all) -> answer(parts.stream().map(CompletableFuture::join).toList(), preferences)));
	}

	private CompletableFuture<Part> part(TalentQuery query, Preferences preferences) {
		return this.interviews.ofTalent(query, preferences.freshness())
			.handle((served, ex) -> (ex != null) ? failed(query, ex) : found(query, served, preferences));
	}

	private Part found(TalentQuery query, Served served, Preferences preferences) {
		byte[] json = this.representations.of(query.talentId(), served.kept(), preferences.language()).body(false);
		// {"talentId":"…","interviews":[…]} becomes
		// {"talentId":"…","status":200,"interviews":[…]}
		int end = start(query).length;
		ByteArrayOutputStream part = new ByteArrayOutputStream(json.length + 20);
		part.write(json, 0, end);
		part.writeBytes("\"status\":200,".getBytes(StandardCharsets.US_ASCII));
		part.write(json, end, json.length - end);
		return new Part(part.toByteArray(), served);
	}

	private Part failed(TalentQuery query, Throwable ex) {
		Throwable cause = (ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex;
		ProblemDetail problem = this.problems.problem(cause);
		problem.setInstance(URI.create("/talents/" + query.talentId() + "/interviews"));
		ByteArrayOutputStream part = new ByteArrayOutputStream();
		part.writeBytes(start(query));
		part.writeBytes(("\"status\":" + problem.getStatus() + ",\"problem\":").getBytes(StandardCharsets.US_ASCII));
		part.writeBytes(this.problemWriter.bytes(problem));
		part.write('}');
		return new Part(part.toByteArray(), null);
	}

	private static byte[] start(TalentQuery query) {
		return ("{\"talentId\":\"" + query.talentId() + "\",").getBytes(StandardCharsets.US_ASCII);
	}

	private Answer answer(List<Part> parts, Preferences preferences) {
		ByteArrayOutputStream json = new ByteArrayOutputStream(
				parts.stream().mapToInt((part) -> part.json().length + 1).sum() + 16);
		json.writeBytes("{\"results\":[".getBytes(StandardCharsets.US_ASCII));
		for (int i = 0; i < parts.size(); i++) {
			if (i > 0) {
				json.write(',');
			}
			json.writeBytes(parts.get(i).json());
		}
		json.writeBytes("]}".getBytes(StandardCharsets.US_ASCII));
		Representation whole = new Representation(preferences.language(), json.toByteArray());
		HttpHeaders headers = new HttpHeaders();
		Duration age = parts.stream().map(Part::age).max(Comparator.naturalOrder()).orElseThrow();
		Duration timeToLive = parts.stream().map(Part::timeToLive).min(Comparator.naturalOrder()).orElseThrow();
		boolean hit = parts.stream().allMatch(Part::isHit);
		this.cacheHeaders.set(headers, age, timeToLive, hit ? CacheHeaders.hit(timeToLive) : "fwd=miss");
		return preferences.answer(headers, whole.etag(preferences.gzip()), () -> whole.body(preferences.gzip()));
	}

	/**
	 * One talent's part of the answer.
	 *
	 * @param json the part
	 * @param served what it was made of, {@code null} for a problem
	 */
	@SuppressWarnings("ArrayRecordComponent") // compared by nobody
	private record Part(byte[] json, @Nullable Served served) {

		Duration age() {
			return (this.served != null) ? this.served.age() : Duration.ZERO;
		}

		Duration timeToLive() {
			return (this.served != null) ? this.served.timeToLive() : Duration.ZERO;
		}

		boolean isHit() {
			return this.served != null && this.served.how() == Served.How.HIT;
		}

	}

}
