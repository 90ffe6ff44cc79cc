package io.feishuinterviews.api;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import io.feishuinterviews.cache.CachedInterviews;
import io.feishuinterviews.cache.Served;
import io.feishuinterviews.interview.TalentQuery;
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
	Reply ofTalents(TalentQueries asked, HttpServletRequest request) {
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
		Representation alone = this.representations.of(query.talentId(), served.kept(),
				preferences.variant().identity());
		return new Part(query, 200, alone.etag(), served, alone.body());
	}

	private Part failed(TalentQuery query, Throwable ex) {
		ProblemDetail problem = this.problems.problem(Reply.failure(ex));
		problem.setInstance(URI.create("/talents/" + query.talentId() + "/interviews"));
		// the request's ID is that of the whole, and would make every answer another
		if (problem.getProperties() != null) {
			problem.getProperties().remove("requestId");
		}
		byte[] json = this.problemWriter.bytes(problem);
		return new Part(query, problem.getStatus(), Representation.tag(json), null, json);
	}

	private Answer answer(List<Part> parts, Preferences preferences) {
		String tags = parts.stream().map(Part::etag).collect(Collectors.joining());
		String etag = preferences.variant().etag(Representation.tag(tags.getBytes(StandardCharsets.UTF_8)));
		Map<String, String> headers = new LinkedHashMap<>();
		Duration age = parts.stream().map(Part::age).max(Comparator.naturalOrder()).orElseThrow();
		Duration timeToLive = parts.stream().map(Part::timeToLive).min(Comparator.naturalOrder()).orElseThrow();
		String status = parts.stream()
			.filter((part) -> !part.isHit())
			.findFirst()
			.map(Part::cacheStatus)
			.orElseGet(() -> CacheHeaders.hit(timeToLive));
		this.cacheHeaders.set(headers, age, timeToLive, status);
		if (parts.stream().anyMatch((part) -> part.served() == null)) {
			// what failed for one may be there a moment later
			headers.put(HttpHeaders.CACHE_CONTROL, "private, no-cache");
		}
		return preferences.answer(headers, etag, () -> body(parts, preferences.variant().gzip()));
	}

	private static byte[] body(List<Part> parts, boolean gzip) {
		ByteArrayOutputStream json = new ByteArrayOutputStream(
				parts.stream().mapToInt((part) -> part.json().length + 120).sum() + 16);
		write(json, "{\"results\":[");
		String separator = "";
		for (Part part : parts) {
			write(json, separator);
			part.writeTo(json);
			separator = ",";
		}
		write(json, "]}");
		return gzip ? Representation.gzip(json.toByteArray()) : json.toByteArray();
	}

	private static void write(ByteArrayOutputStream json, String ascii) {
		json.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * One talent's part of the answer.
	 *
	 * @param query what was asked
	 * @param status the status the talent alone would have
	 * @param etag says the same as long as the part does
	 * @param served what the part is made of, {@code null} for a problem
	 * @param json the talent's answer as it is alone, or the problem
	 */
	@SuppressWarnings("ArrayRecordComponent") // compared by nobody
	private record Part(TalentQuery query, int status, String etag, @Nullable Served served, byte[] json) {

		void writeTo(ByteArrayOutputStream whole) {
			String talentId = "{\"talentId\":\"" + this.query.talentId() + "\",";
			write(whole, talentId + "\"status\":" + this.status + ',');
			if (this.served != null) {
				// alone it is {"talentId":"…","interviews":[…]}
				whole.write(this.json, talentId.length(), this.json.length - talentId.length());
			}
			else {
				write(whole, "\"problem\":");
				whole.writeBytes(this.json);
				whole.write('}');
			}
		}

		Duration age() {
			return (this.served != null) ? this.served.age() : Duration.ZERO;
		}

		Duration timeToLive() {
			return (this.served != null) ? this.served.timeToLive() : Duration.ZERO;
		}

		boolean isHit() {
			return this.served != null && this.served.how() == Served.How.HIT;
		}

		String cacheStatus() {
			return (this.served != null) ? CacheHeaders.status(this.served) : "fwd=miss";
		}

	}

}
