package io.feishuinterviews.cache.shared;

import java.time.Instant;

import io.feishuinterviews.interview.InterviewSnapshot;
import io.feishuinterviews.interview.UpstreamException;

/**
 * What an instance has stored for all of them: a snapshot, or a denial of the talent.
 */
public sealed interface SharedEntry {

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
