package io.feishuinterviews.feishu.budget;

import java.util.EnumMap;
import java.util.Map;

import io.feishuinterviews.feishu.budget.permit.PermitSource.Priority;

/**
 * The priorities for which a source has no permits, and until when. Times are in
 * nanoseconds, as those of {@link System#nanoTime()}. Not thread-safe.
 */
final class ExhaustedPriorities {

	private final Map<Priority, Long> until = new EnumMap<>(Priority.class);

	/**
	 * Remember that there is no permit. If there is none even for a client with few
	 * calls, there is none for any call.
	 */
	void add(Priority priority, long time) {
		for (Priority each : (priority == Priority.CLIENT) ? Priority.values() : new Priority[] { priority }) {
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
	long remaining(Priority priority, long now) {
		Long time = this.until.get(priority);
		return (time != null) ? Math.max(0, time - now) : 0;
	}

}
