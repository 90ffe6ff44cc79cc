package io.feishuinterviews.feishu.budget;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.feishuinterviews.feishu.budget.permit.PermitSource;
import io.feishuinterviews.feishu.budget.permit.PermitSource.Permit;
import io.feishuinterviews.feishu.budget.permit.PermitSource.Priority;
import io.feishuinterviews.feishu.budget.permit.PermitSource.Wait;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * Takes permits from a {@link PermitSource}, one at a time, and starts the calls whose
 * turn it is.
 */
final class PermitDispatcher {

	private static final Duration MIN_RETRY = Duration.ofMillis(1);

	private static final Duration RETRY_AFTER_FAILURE = Duration.ofSeconds(1);

	private final PermitSource source;

	/**
	 * Guards the other fields.
	 */
	private final FairQueue<WaitingCall> queue;

	private final ClientUsage usage;

	private final Scheduler scheduler;

	private final BudgetMetrics metrics;

	private final ExhaustedPriorities exhausted = new ExhaustedPriorities();

	private final Disposable.Swap wakeUp = Disposables.swap();

	private final AtomicInteger drains = new AtomicInteger();

	private boolean acquiring;

	PermitDispatcher(PermitSource source, FairQueue<WaitingCall> queue, ClientUsage usage, Scheduler scheduler,
			BudgetMetrics metrics) {
		this.source = source;
		this.queue = queue;
		this.usage = usage;
		this.scheduler = scheduler;
		this.metrics = metrics;
	}

	/**
	 * Take permits as long as there are some and calls wait. The thread that comes first
	 * does so for all others.
	 */
	void drain() {
		if (this.drains.getAndIncrement() != 0) {
			return;
		}
		int missed = 1;
		while (missed != 0) {
			Priority priority = nextPriority();
			if (priority != null) {
				acquire(priority);
			}
			missed = this.drains.addAndGet(-missed);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // goes on in drain()
	private void acquire(Priority priority) {
		CompletableFuture.completedFuture(priority).thenCompose(this.source::tryAcquire).whenComplete((result, ex) -> {
			if (result instanceof Permit permit) {
				grant(permit, priority);
			}
			else {
				markExhausted(priority, (result instanceof Wait wait) ? wait.time() : RETRY_AFTER_FAILURE);
			}
			drain();
		});
	}

	/**
	 * Return what to take a permit for, {@code null} if there is nothing to do now.
	 */
	private @Nullable Priority nextPriority() {
		synchronized (this.queue) {
			if (this.acquiring || this.queue.isEmpty()) {
				return null;
			}
			String client = isAvailable(Priority.CLIENT)
					? this.queue.next((waiting) -> isAvailable(priorityOf(waiting))) : null;
			Priority next = (client != null) ? priorityOf(client) : null;
			if (this.queue.size() == 0 && isAvailable(Priority.BACKGROUND)) {
				next = Priority.BACKGROUND;
			}
			this.acquiring = (next != null);
			if (!this.acquiring) {
				wakeUpLater();
			}
			return next;
		}
	}

	private void wakeUpLater() {
		Priority priority = (this.queue.size() == 0) ? Priority.BACKGROUND
				: isAvailable(Priority.CLIENT) ? Priority.BUSY_CLIENT : Priority.CLIENT;
		long time = Math.max(this.exhausted.remaining(priority, now()), MIN_RETRY.toNanos());
		this.wakeUp.update(this.scheduler.schedule(this::drain, time, TimeUnit.NANOSECONDS));
	}

	private void markExhausted(Priority priority, Duration time) {
		synchronized (this.queue) {
			this.acquiring = false;
			this.exhausted.add(priority, now() + Math.max(time.toNanos(), MIN_RETRY.toNanos()));
		}
	}

	private void grant(Permit permit, Priority priority) {
		String client;
		WaitingCall call;
		Runnable uncount;
		synchronized (this.queue) {
			this.acquiring = false;
			// a client may have come or gone meanwhile
			client = this.queue
				.next((waiting) -> priority != Priority.CLIENT || priorityOf(waiting) == Priority.CLIENT);
			call = (client != null) ? this.queue.take(client)
					: (priority == Priority.BACKGROUND) ? this.queue.takeBackground() : null;
			uncount = (client != null) ? this.usage.add(client, now()) : () -> {
			};
		}
		if (call == null) {
			permit.cancel();
			return;
		}
		call.expiry().dispose();
		// not on this thread, which may hold locks of another call
		this.scheduler.schedule(() -> start(call, permit, client == null, uncount));
	}

	private void start(WaitingCall call, Permit permit, boolean background, Runnable uncount) {
		if (permit.isExpired() && !call.isCancelled()) {
			permit.cancel();
			requeue(call, uncount);
			return;
		}
		this.metrics.waited(now() - call.since(), background);
		this.metrics.granted(permit.isShared());
		GrantedCall grantedCall = new GrantedCall(permit, this.scheduler, () -> onCancel(uncount));
		if (call.isCancelled()) {
			grantedCall.cancel();
		}
		else {
			call.sink().success(grantedCall);
		}
	}

	private void requeue(WaitingCall call, Runnable uncount) {
		synchronized (this.queue) {
			release(uncount);
			if (!call.isCancelled()) {
				this.queue.add(call);
				call.demand()
					.clients()
					.stream()
					.filter((client) -> this.usage.usedUp(client, this.queue.waiting(client), now()).isZero())
					.forEach((client) -> this.queue.add(call, client));
			}
		}
		drain();
	}

	private void onCancel(Runnable uncount) {
		synchronized (this.queue) {
			release(uncount);
		}
		drain();
	}

	private void release(Runnable uncount) {
		uncount.run();
		this.exhausted.clear();
	}

	private Priority priorityOf(String client) {
		return this.usage.priorityOf(client, 0, now());
	}

	private boolean isAvailable(Priority priority) {
		return this.exhausted.remaining(priority, now()) == 0;
	}

	private long now() {
		return this.scheduler.now(TimeUnit.NANOSECONDS);
	}

}
