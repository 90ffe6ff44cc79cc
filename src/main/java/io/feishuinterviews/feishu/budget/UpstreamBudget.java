package io.feishuinterviews.feishu.budget;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.feishuinterviews.feishu.budget.permit.PermitSource;
import io.feishuinterviews.feishu.budget.permit.PermitSource.Wait;
import io.feishuinterviews.interview.Demand;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * The calls that Feishu allows, given out fairly: clients in turn, the calls of one
 * client in order, and background refreshes only while no client waits.
 * <p>
 * A call that would wait too long for its turn fails at once with a
 * {@link RateLimitTimeoutException}.
 */
public final class UpstreamBudget {

	/**
	 * A background refresh is soon tried again, so it need not wait long.
	 */
	private static final Duration MAX_BACKGROUND_WAIT = Duration.ofSeconds(1);

	private final PermitSource source;

	private final Duration maxWait;

	private final Scheduler scheduler;

	private final BudgetMetrics metrics;

	/**
	 * Guards the usage, too.
	 */
	private final FairQueue<WaitingCall> queue = new FairQueue<>();

	private final WaitEstimator waits;

	private final PermitDispatcher dispatcher;

	/**
	 * Create a budget.
	 * @param source the source of permits
	 * @param usage what each client has used
	 * @param maxWait how long a call may wait for a permit
	 * @param scheduler the source of time, which also starts calls
	 * @param metrics the metrics
	 */
	public UpstreamBudget(PermitSource source, ClientUsage usage, Duration maxWait, Scheduler scheduler,
			BudgetMetrics metrics) {
		this.source = source;
		this.maxWait = maxWait;
		this.scheduler = scheduler;
		this.metrics = metrics;
		this.waits = new WaitEstimator(source, this.queue, usage, scheduler);
		this.dispatcher = new PermitDispatcher(source, this.queue, usage, scheduler, metrics);
		metrics.add(this);
	}

	/**
	 * Make a call when its turn comes.
	 * @param <T> the type of the result
	 * @param call the call
	 * @param demand the clients that wait for it
	 * @return the result, or a {@link RateLimitTimeoutException}
	 */
	public <T> Mono<T> limit(Mono<T> call, Demand demand) {
		return Mono.usingWhen(Mono.<GrantedCall>create((sink) -> enqueue(sink, demand)), (granted) -> call,
				(granted) -> Mono.fromRunnable(granted::scheduleRelease),
				(granted, ex) -> Mono.fromRunnable(
						(ex instanceof CallNotPermittedException) ? granted::cancel : granted::scheduleRelease),
				(granted) -> Mono.fromRunnable(granted::scheduleRelease));
	}

	/**
	 * Refuse a call that has not waited in the queue, or for too long.
	 * @param demand the clients that wait for it
	 * @return the reason, with the time that another attempt would wait
	 */
	public RateLimitTimeoutException refusal(Demand demand) {
		Set<String> clients = demand.clients();
		return refusal(this.waits.estimate(clients), clients.isEmpty());
	}

	/**
	 * End the budget, which nothing uses any more.
	 */
	public void close() {
		this.metrics.remove(this);
		this.source.close();
	}

	double share() {
		return this.source.share();
	}

	int waiting() {
		synchronized (this.queue) {
			return this.queue.size();
		}
	}

	int waitingInBackground() {
		synchronized (this.queue) {
			return this.queue.backgroundSize();
		}
	}

	private void enqueue(MonoSink<GrantedCall> sink, Demand demand) {
		WaitingCall call = new WaitingCall(sink, demand, this.scheduler.now(TimeUnit.NANOSECONDS));
		RateLimitTimeoutException refusal = null;
		synchronized (this.queue) {
			Set<String> clients = demand.observe((client) -> join(call, client));
			List<String> entitled = clients.stream().filter(this.waits::mayCauseCall).toList();
			Duration longest = clients.isEmpty() ? MAX_BACKGROUND_WAIT : this.maxWait;
			Wait wait = this.waits.estimate(clients);
			if (wait.time().compareTo(longest) > 0 || (entitled.isEmpty() && !clients.isEmpty())) {
				refusal = refusal(wait, clients.isEmpty());
			}
			else {
				this.queue.add(call);
				entitled.forEach((client) -> this.queue.add(call, client));
				if (clients.isEmpty()) {
					call.expiry()
						.update(this.scheduler.schedule(() -> expire(call), longest.toNanos(), TimeUnit.NANOSECONDS));
				}
			}
		}
		if (refusal != null) {
			sink.error(refusal);
			return;
		}
		sink.onCancel(() -> cancel(call));
		this.dispatcher.drain();
	}

	/**
	 * Add a waiting call to the queue of one more client, if that client may cause calls.
	 */
	private void join(WaitingCall call, String client) {
		synchronized (this.queue) {
			if (this.queue.contains(call) && this.waits.mayCauseCall(client)) {
				this.queue.add(call, client);
				call.expiry().dispose();
			}
		}
		this.dispatcher.drain();
	}

	private void cancel(WaitingCall call) {
		call.cancel();
		synchronized (this.queue) {
			call.expiry().dispose();
			this.queue.remove(call);
		}
		this.dispatcher.drain();
	}

	/**
	 * Refuse a background refresh that clients have held up. Those of clients end with
	 * the deadline of their request.
	 */
	private void expire(WaitingCall call) {
		this.dispatcher.drain();
		RateLimitTimeoutException refusal;
		synchronized (this.queue) {
			if (!call.demand().clients().isEmpty() || !this.queue.remove(call)) {
				return;
			}
			refusal = refusal(call.demand());
		}
		call.sink().error(refusal);
	}

	private RateLimitTimeoutException refusal(Wait wait, boolean background) {
		this.metrics.refused(wait.limit(), background);
		return new RateLimitTimeoutException(wait, background);
	}

}
