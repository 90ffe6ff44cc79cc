package io.feishuinterviews.feishu.budget.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.feishuinterviews.feishu.budget.permit.CallsOfAge;
import io.feishuinterviews.feishu.budget.permit.PermitSource.Priority;
import io.feishuinterviews.feishu.budget.redis.SharedBudget.OwnCall;

/**
 * The calls that this instance has made in the last minute, and which of them Redis may
 * not know. Not thread-safe.
 */
final class OwnCalls {

	private final long period;

	/**
	 * The calls by their names, oldest first.
	 */
	private final Map<String, OwnCall> calls = new LinkedHashMap<>();

	private final Map<String, OwnCall> unreported = new LinkedHashMap<>();

	/**
	 * Create an empty record.
	 * @param period how long calls count
	 */
	OwnCalls(Duration period) {
		this.period = period.toNanos();
	}

	/**
	 * Record a call for which Redis has granted a permit.
	 */
	void recordGranted(String name, Priority priority, long now) {
		this.calls.put(name, new OwnCall(name, priority, now));
	}

	/**
	 * Record a call, or a later time of one, which Redis does not know.
	 */
	void record(String name, Priority priority, long now) {
		OwnCall call = new OwnCall(name, priority, now);
		// moves it to the end
		this.calls.remove(name);
		this.calls.put(name, call);
		this.unreported.put(name, call);
	}

	void remove(String name) {
		this.calls.remove(name);
		this.unreported.remove(name);
	}

	/**
	 * Return the calls that Redis may not know.
	 */
	List<OwnCall> unreported(long now) {
		prune(now);
		return new ArrayList<>(this.unreported.values());
	}

	/**
	 * Return the calls that were recorded since a time, as of now.
	 */
	List<CallsOfAge> since(long nanos) {
		return this.calls.values()
			.stream()
			.filter((call) -> call.nanos() - nanos >= 0)
			.map((call) -> new CallsOfAge(Duration.ZERO, 1, (call.priority() == Priority.BACKGROUND) ? 1 : 0))
			.toList();
	}

	void reported(List<OwnCall> calls) {
		calls.forEach((call) -> this.unreported.remove(call.permitId(), call));
	}

	/**
	 * Redis may have forgotten everything.
	 */
	void reportAgain() {
		this.unreported.putAll(this.calls);
	}

	int count(long now) {
		prune(now);
		return this.calls.size();
	}

	private void prune(long now) {
		Iterator<OwnCall> oldest = this.calls.values().iterator();
		while (oldest.hasNext()) {
			OwnCall call = oldest.next();
			if (now - call.nanos() < this.period) {
				return;
			}
			oldest.remove();
			this.unreported.remove(call.permitId());
		}
	}

}
