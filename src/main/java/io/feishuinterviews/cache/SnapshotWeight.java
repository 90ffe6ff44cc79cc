package io.feishuinterviews.cache;

import io.feishuinterviews.interview.InterviewSnapshot;

/**
 * How much memory a snapshot takes, in bytes: its compressed data, and a measured
 * estimate for the rest.
 */
final class SnapshotWeight {

	/**
	 * What an entry takes beside Feishu's data: the query, the cache's own node and
	 * future, and the snapshot itself.
	 */
	static final int ENTRY = 600;

	/**
	 * What the index takes for each application.
	 */
	static final int APPLICATION = 250;

	private SnapshotWeight() {
	}

	/**
	 * Return the weight of a snapshot.
	 * @param snapshot the snapshot
	 * @return bytes
	 */
	static int of(InterviewSnapshot snapshot) {
		return ENTRY + snapshot.gzip().length;
	}

}
