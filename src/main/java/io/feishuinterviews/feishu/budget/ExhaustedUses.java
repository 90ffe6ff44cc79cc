package io.feishuinterviews.feishu.budget;

import java.util.EnumMap;
import java.util.Map;

import io.feishuinterviews.feishu.budget.permit.PermitSource.Use;

/**
 * The uses for which a source has no permits, and until when. Times are in nanoseconds,
 * as those of {@link System#nanoTime()}. Not thread-safe.
 */
final class ExhaustedUses {

	private final Map<Use, Long> until = new EnumMap<>(Use.class);

	/**
	 * Remember that there is no permit. Where there is none even for a client with few
	 * calls, there is none for anybody.
	 */
	void add(Use use, long time) {
		for (Use each : (use == Use.CLIENT) ? Use.values() : new Use[] { use }) {
			this.until.merge(each, time, (one, other) -> (one - other > 0) ? one : other);
		}
	}

	void clear() {
		this.until.clear();
	}

	/**
	 * Return how long there is no permit.
	 * @return the time, 0 if there may be one now
	 */
	long remaining(Use use, long now) {
		Long time = this.until.get(use);
		return (time != null) ? Math.max(0, time - now) : 0;
	}

}
