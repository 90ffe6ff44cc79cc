package io.feishuinterviews.feishu.budget;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Metrics of the upstream budget: which calls wait, how long, and how many are refused,
 * by whether a client waits for them, never by which client.
 */
public final class BudgetMetrics {

	/**
	 * The limit that only one client has reached.
	 */
	static final String CLIENT_SHARE = "client-share";

	private static final String CLIENT = "client";

	private static final String BACKGROUND = "background";

	private static final String REDIS = "redis";

	private static final String LOCAL = "local";

	private final MeterRegistry meters;

	private final Set<UpstreamBudget> budgets = ConcurrentHashMap.newKeySet();

	private final Timer clientWaits;

	private final Timer backgroundWaits;

	public BudgetMetrics(MeterRegistry meters) {
		this.meters = meters;
		this.clientWaits = waits(CLIENT);
		this.backgroundWaits = waits(BACKGROUND);
		// known from the start, so that no first refusal is missed
		for (String limit : new String[] { "feishu", "feishu-minute" }) {
			refused(limit, CLIENT);
			refused(limit, BACKGROUND);
		}
		refused(CLIENT_SHARE, CLIENT);
		permits(REDIS);
		permits(LOCAL);
		waiting(CLIENT, UpstreamBudget::waiting);
		waiting(BACKGROUND, UpstreamBudget::waitingInBackground);
		Gauge
			.builder("interviews.limit.share",
					() -> this.budgets.stream().mapToDouble(UpstreamBudget::share).min().orElse(1))
			.description("The share of Feishu's limits that this instance may use")
			.register(meters);
	}

	/**
	 * Observe a budget. If there are several, the calls of all are added up, and the
	 * smallest share is shown.
	 */
	void add(UpstreamBudget budget) {
		this.budgets.add(budget);
	}

	void remove(UpstreamBudget budget) {
		this.budgets.remove(budget);
	}

	void granted(boolean shared) {
		permits(shared ? REDIS : LOCAL).increment();
	}

	void waited(long nanos, boolean background) {
		(background ? this.backgroundWaits : this.clientWaits).record(nanos, TimeUnit.NANOSECONDS);
	}

	void refused(String limit, boolean background) {
		refused(limit, background ? BACKGROUND : CLIENT).increment();
	}

	private void waiting(String kind, ToIntFunction<UpstreamBudget> calls) {
		Gauge.builder("interviews.limit.waiting", () -> this.budgets.stream().mapToInt(calls).sum())
			.description("Calls that wait for a permit of the upstream budget")
			.tag("kind", kind)
			.register(this.meters);
	}

	private Timer waits(String kind) {
		return Timer.builder("interviews.limit.wait")
			.description("Time that calls waited for a permit")
			.tag("kind", kind)
			.register(this.meters);
	}

	private Counter permits(String source) {
		return Counter.builder("interviews.limit.permits")
			.description("Permits for calls to Feishu")
			.tag("source", source)
			.register(this.meters);
	}

	private Counter refused(String limit, String kind) {
		return Counter.builder("interviews.limit.refused")
			.description("Calls rejected because no permit was available in time")
			.tag("limit", limit)
			.tag("kind", kind)
			.register(this.meters);
	}

}
