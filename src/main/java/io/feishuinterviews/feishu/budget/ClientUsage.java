package io.feishuinterviews.feishu.budget;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

import io.feishuinterviews.feishu.budget.PermitSource.Use;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;

/**
 * The calls that each client has caused in the last minute. Times are in nanoseconds, as
 * those of {@link System#nanoTime()}. Not thread-safe.
 */
public final class ClientUsage {

	private final long period;

	private final int many;

	private final Deque<RecentCall> calls = new ArrayDeque<>();

	private final Map<String, Integer> counts = new HashMap<>();

	/**
	 * Create a usage of nobody yet.
	 * @param minute the limit on calls in a minute; a tenth of them are many for one
	 * client
	 */
	public ClientUsage(RateLimiterConfig minute) {
		this.period = minute.getLimitRefreshPeriod().toNanos();
		this.many = Math.max(1, minute.getLimitForPeriod() / 10);
	}

	void add(String client, long now) {
		this.calls.add(new RecentCall(client, now));
		this.counts.merge(client, 1, Integer::sum);
	}

	/**
	 * Return which permits a client may take.
	 * @param client the client
	 * @param more the number of calls it takes before
	 * @param now the time
	 * @return the use
	 */
	Use use(String client, int more, long now) {
		RecentCall oldest = this.calls.peek();
		while (oldest != null && now - oldest.time >= this.period) {
			this.calls.remove();
			this.counts.computeIfPresent(oldest.client, (key, count) -> (count > 1) ? count - 1 : null);
			oldest = this.calls.peek();
		}
		return (this.counts.getOrDefault(client, 0) + more < this.many) ? Use.CLIENT : Use.BUSY_CLIENT;
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
