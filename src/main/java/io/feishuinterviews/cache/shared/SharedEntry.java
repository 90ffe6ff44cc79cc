package io.feishuinterviews.cache.shared;

import java.time.Duration;
import java.time.Instant;

import io.feishuinterviews.interview.InterviewSnapshot;
import io.feishuinterviews.interview.UpstreamException;

/**
 * What an instance has stored for all of them: a snapshot, or a denial of the talent.
 */
public sealed interface SharedEntry {

	/**
	 * How much the clocks of two instances may differ. An entry from later than that
	 * would seem fresh for too long.
	 */
	Duration MAX_SKEW = Duration.ofSeconds(5);

	/**
	 * A snapshot.
	 *
	 * @param snapshot the snapshot
	 */
	record Snapshot(InterviewSnapshot snapshot) implements SharedEntry {

	}

	/**
	 * A negative response of Feishu, for all kinds of ID.
	 *
	 * @param failure the response
	 * @param since when Feishu responded
	 */
	record Denial(UpstreamException failure, Instant since) implements SharedEntry {

	}

}
