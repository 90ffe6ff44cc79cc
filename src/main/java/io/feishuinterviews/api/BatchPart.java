package io.feishuinterviews.api;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import io.feishuinterviews.cache.CacheResult;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.representation.BatchBody;
import io.feishuinterviews.representation.Representation;
import io.feishuinterviews.web.CacheHeaders;
import org.jspecify.annotations.Nullable;

/**
 * One talent's part of a batch.
 *
 * @param talentId the talent's ID
 * @param status the status that the talent alone would have
 * @param tag what tells the part from another
 * @param age how long ago Feishu gave the interviews
 * @param timeToLive how much longer they are fresh
 * @param cacheStatus where they were taken from, absent if that is not known
 * @param hit whether they were taken from the cache
 * @param reusable whether clients may use the part again without a request
 * @param interviews the interviews, {@code null} for a problem
 * @param problem the problem, as JSON
 */
record BatchPart(String talentId, int status, String tag, Duration age, Duration timeToLive,
		@Nullable String cacheStatus, boolean hit, boolean reusable, @Nullable Representation interviews,
		byte[] problem) {

	private static final byte[] NO_PROBLEM = {};

	static BatchPart found(String talentId, CacheResult result, Representation interviews) {
		return new BatchPart(talentId, 200, interviews.tag(), result.age(), result.timeToLive(),
				CacheHeaders.status(result), result.outcome() == CacheResult.Outcome.HIT, result.reusable(), interviews,
				NO_PROBLEM);
	}

	static BatchPart failed(String talentId, Throwable ex, int status, byte[] problem) {
		return new BatchPart(talentId, status, Representation.tag(problem), Duration.ZERO, Duration.ZERO,
				(ex instanceof UpstreamException failure) ? CacheHeaders.status(failure) : null, false, false, null,
				problem);
	}

	/**
	 * Return {@code Cache-Status} of a batch: a hit if all parts are hits, else that of
	 * the first other part that has one.
	 * @param parts the parts
	 * @return the value of {@code Cache-Status}, {@code null} if no other part has one
	 */
	static @Nullable String cacheStatus(List<BatchPart> parts) {
		if (parts.stream().allMatch(BatchPart::hit)) {
			return CacheHeaders
				.hit(parts.stream().map(BatchPart::timeToLive).min(Comparator.naturalOrder()).orElseThrow());
		}
		return parts.stream()
			.filter((part) -> !part.hit())
			.map(BatchPart::cacheStatus)
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	void appendTo(BatchBody body) {
		body.append(InterviewRenderer.head(this.talentId) + "\"status\":" + this.status + ',');
		if (this.interviews != null) {
			// alone, the interviews follow the talent's ID
			body.append(this.interviews);
		}
		else {
			body.append("\"problem\":");
			body.append(this.problem);
			body.append("}");
		}
	}

}
