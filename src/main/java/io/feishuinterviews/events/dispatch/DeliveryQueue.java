package io.feishuinterviews.events.dispatch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Runs deliveries in a few threads of its own: tenants in turn, and the deliveries of one
 * tenant in order. If all threads but one are busy, that one is for a tenant that has
 * none. One of several tenants uses at most half of the room for deliveries.
 */
final class DeliveryQueue {

	private final int threads;

	private final int capacity;

	private final boolean shared;

	/**
	 * The tenants that have deliveries. The one whose turn is next is first.
	 */
	private final Map<String, TenantDeliveries> tenants = new LinkedHashMap<>();

	private final ScheduledThreadPoolExecutor executor;

	private int pending;

	private int running;

	private boolean ending;

	/**
	 * Start a queue.
	 * @param name what its threads are called
	 * @param threads how many deliveries may run at a time
	 * @param capacity how many deliveries may run or wait
	 * @param shared whether there is more than one tenant
	 */
	DeliveryQueue(String name, int threads, int capacity, boolean shared) {
		this.threads = threads;
		this.capacity = capacity;
		this.shared = shared;
		this.executor = new ScheduledThreadPoolExecutor(threads, new CustomizableThreadFactory(name));
	}

	/**
	 * Run a delivery when its turn comes.
	 * @param tenant the tenant
	 * @param delivery the delivery
	 * @return false if there is no room for it, or the queue ends
	 */
	synchronized boolean add(String tenant, Delivery delivery) {
		TenantDeliveries deliveries = this.tenants.getOrDefault(tenant, new TenantDeliveries());
		int free = this.capacity - this.pending;
		if (this.ending || free == 0 || (this.shared && deliveries.pending >= free)) {
			return false;
		}
		this.pending++;
		deliveries.pending++;
		this.tenants.putIfAbsent(tenant, deliveries);
		enqueue(deliveries, tenant, delivery);
		return true;
	}

	private synchronized void enqueue(TenantDeliveries deliveries, String tenant, Delivery delivery) {
		deliveries.waiting.add(() -> run(deliveries, tenant, delivery));
		startWaiting();
	}

	private void startWaiting() {
		while (this.running < this.threads) {
			Runnable next = take();
			if (next == null) {
				return;
			}
			this.running++;
			this.executor.execute(next);
		}
	}

	private @Nullable Runnable take() {
		boolean last = (this.running == this.threads - 1);
		for (Map.Entry<String, TenantDeliveries> tenant : this.tenants.entrySet()) {
			TenantDeliveries deliveries = tenant.getValue();
			if (!deliveries.waiting.isEmpty() && !(last && deliveries.running > 0)) {
				// moves the tenant to the end
				this.tenants.remove(tenant.getKey());
				this.tenants.put(tenant.getKey(), deliveries);
				deliveries.running++;
				return deliveries.waiting.remove();
			}
		}
		return null;
	}

	private void run(TenantDeliveries deliveries, String tenant, Delivery delivery) {
		boolean ended = true;
		try {
			ended = delivery.run((wait) -> runLater(deliveries, tenant, delivery, wait));
		}
		finally {
			leave(deliveries, tenant, ended);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // a delivery reports its outcome itself
	private synchronized boolean runLater(TenantDeliveries deliveries, String tenant, Delivery delivery,
			Duration wait) {
		if (!this.ending) {
			this.executor.schedule(() -> enqueue(deliveries, tenant, delivery), wait.toMillis(), TimeUnit.MILLISECONDS);
		}
		return !this.ending;
	}

	private synchronized void leave(TenantDeliveries deliveries, String tenant, boolean ended) {
		this.running--;
		deliveries.running--;
		if (ended) {
			this.pending--;
			deliveries.pending--;
			if (deliveries.pending == 0) {
				this.tenants.remove(tenant);
			}
		}
		startWaiting();
		endIfEmpty();
	}

	private void endIfEmpty() {
		if (this.ending && this.pending == 0) {
			this.executor.shutdown();
		}
	}

	/**
	 * Accept no more deliveries, and end after the last one.
	 */
	synchronized void end() {
		this.ending = true;
		endIfEmpty();
	}

	/**
	 * Wait for the last delivery, and interrupt those that take too long.
	 * @param nanos how long to wait
	 * @return whether all deliveries have ended
	 * @throws InterruptedException if this thread is interrupted
	 */
	boolean awaitEnd(long nanos) throws InterruptedException {
		boolean ended = this.executor.awaitTermination(nanos, TimeUnit.NANOSECONDS);
		synchronized (this) {
			this.tenants.values().forEach((deliveries) -> deliveries.waiting.clear());
		}
		this.executor.shutdownNow();
		return ended;
	}

	synchronized boolean isEnding() {
		return this.ending;
	}

	/**
	 * Return how many deliveries run or wait.
	 */
	synchronized int pending() {
		return this.pending;
	}

	/**
	 * The deliveries of a tenant.
	 */
	private static final class TenantDeliveries {

		private final Queue<Runnable> waiting = new ArrayDeque<>();

		/**
		 * Those that wait, run, or are to run again later.
		 */
		private int pending;

		private int running;

	}

}
