package io.feishuinterviews.interview;

import java.time.Instant;
import java.util.List;

/**
 * One talent's answer at one time.
 *
 * @param data Feishu's {@code data} as received, UTF-8 JSON, so that nothing of it is
 * lost; not to be changed
 * @param interviews the same, flattened and in order
 * @param fetchedAt when Feishu answered
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and too large to copy
public record Snapshot(byte[] data, List<Interview> interviews, Instant fetchedAt) {

	@Override
	public String toString() {
		return "Snapshot[" + this.interviews.size() + " interviews, " + this.data.length + " bytes, fetchedAt="
				+ this.fetchedAt + "]";
	}

}
