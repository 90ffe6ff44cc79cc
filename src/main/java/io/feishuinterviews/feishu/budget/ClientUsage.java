package io.feishuinterviews.feishu.budget;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

import io.feishuinterviews.feishu.budget.permit.PermitSource.Priority;
import io.feishuinterviews.interview.UpstreamShares;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;

/**
 * The calls that each client has caused in the last minute. Times are in nanoseconds, as
 * those of {@link System#nanoTime()}. Not thread-safe.
 */
public final class ClientUsage {

	private final long period;

	private final int limit;

	private final UpstreamShares shares;

	private final Deque<RecentCall> calls = new ArrayDeque<>();

	private final Map<String, Integer> counts = new HashMap<>();

	/**
	 * Create an empty usage.
	 * @param minute the limit on calls in a minute; a tenth of them are many for one
	 * client
	 * @param shares the most that each client may cause
	 */
	public ClientUsage(RateLimiterConfig minute, UpstreamShares shares) {
		this.period = minute.getLimitRefreshPeriod().toNanos();
		this.limit = minute.getLimitForPeriod();
		this.shares = shares;
	}

	/**
	 * Count a call.
	 * @param client the client that causes it
	 * @param now the time
	 * @return removes the call again, if it is not made
	 */
	Runnable add(String client, long now) {
		RecentCall call = new RecentCall(client, now);
		this.calls.add(call);
		this.counts.merge(client, 1, Integer::sum);
		return () -> {
			if (this.calls.removeLastOccurrence(call)) {
				uncount(client);
			}
		};
	}

	/**
	 * Return which permits a client may take.
	 * @param client the client
	 * @param more the number of calls it takes before
	 * @param now the time
	 * @return the priority
	 */
	Priority priorityOf(String client, int more, long now) {
		return (count(client, now) + more < Math.max(1, this.limit / 10)) ? Priority.CLIENT : Priority.BUSY_CLIENT;
	}

	/**
	 * Return how long the share of a client is used up.
	 * @param client the client
	 * @param more the number of calls it takes before
	 * @param now the time
	 * @return the time, zero if the client may cause another call
	 */
	Duration usedUp(String client, int more, long now) {
		int share = (int) Math.max(1, (long) this.limit * this.shares.percentOf(client) / 100);
		if (count(client, now) + more < share) {
			return Duration.ZERO;
		}
		return this.calls.stream()
			.filter((call) -> call.client.equals(client))
			.findFirst()
			.map((oldest) -> Duration.ofNanos(this.period - (now - oldest.time)))
			.orElse(Duration.ofNanos(this.period));
	}

	private int count(String client, long now) {
		RecentCall oldest = this.calls.peek();
		while (oldest != null && now - oldest.time >= this.period) {
			this.calls.remove();
			uncount(oldest.client);
			oldest = this.calls.peek();
		}
		return this.counts.getOrDefault(client, 0);
	}

	private void uncount(String client) {
		this.counts.computeIfPresent(client, (key, count) -> (count > 1) ? count - 1 : null);
	}

	/**
	 * No record, whose text would name the client.
	 */
	private static final class RecentCall {

		private final String client;

		private final long time;

		RecentCall(String client, long time) {
			this.client = client;
			this.time = time;
		}

	}

}
