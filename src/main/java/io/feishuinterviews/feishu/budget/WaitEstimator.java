package io.feishuinterviews.feishu.budget;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;

import io.feishuinterviews.feishu.budget.permit.PermitSource;
import io.feishuinterviews.feishu.budget.permit.PermitSource.Priority;
import io.feishuinterviews.feishu.budget.permit.PermitSource.Wait;
import reactor.core.scheduler.Scheduler;

/**
 * Estimates how long a call would wait for its turn.
 */
final class WaitEstimator {

	private final PermitSource source;

	/**
	 * Guards the usage, too.
	 */
	private final FairQueue<WaitingCall> queue;

	private final ClientUsage usage;

	private final Scheduler scheduler;

	WaitEstimator(PermitSource source, FairQueue<WaitingCall> queue, ClientUsage usage, Scheduler scheduler) {
		this.source = source;
		this.queue = queue;
		this.usage = usage;
		this.scheduler = scheduler;
	}

	/**
	 * Estimate how long another call would wait: until the first of its clients has a
	 * turn.
	 * @param clients the clients, none for a background refresh
	 * @return the wait
	 */
	Wait estimate(Collection<String> clients) {
		synchronized (this.queue) {
			return clients.stream()
				.map(this::estimate)
				.min(Comparator.comparing(Wait::time))
				.orElseGet(() -> this.source.estimateWait(Priority.BACKGROUND,
						this.queue.size() + this.queue.backgroundSize()));
		}
	}

	private Wait estimate(String client) {
		Duration usedUp = usedUp(client);
		if (!usedUp.isZero()) {
			return new Wait(usedUp, BudgetMetrics.CLIENT_SHARE);
		}
		return this.source.estimateWait(this.usage.priorityOf(client, this.queue.waiting(client), now()),
				this.queue.ahead(client));
	}

	/**
	 * Return whether the share of a client, with its calls that wait, allows another
	 * call.
	 * @param client the client
	 * @return whether the client may cause a call
	 */
	boolean mayCauseCall(String client) {
		synchronized (this.queue) {
			return usedUp(client).isZero();
		}
	}

	private Duration usedUp(String client) {
		return this.usage.usedUp(client, this.queue.waiting(client), now());
	}

	private long now() {
		return this.scheduler.now(TimeUnit.NANOSECONDS);
	}

}
