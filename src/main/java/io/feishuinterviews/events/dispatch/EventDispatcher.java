package io.feishuinterviews.events.dispatch;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.feishuinterviews.audit.EventAudit;
import io.feishuinterviews.events.EventEffect;
import io.feishuinterviews.events.EventHandler;
import io.feishuinterviews.events.FeishuEvent;
import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.Tenancy;
import io.feishuinterviews.representation.OverloadedException;
import io.feishuinterviews.web.RequestIdFilter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.slf4j.MDC;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Hands each event to its handler, in threads of its own: Feishu waits for three seconds
 * only. Feishu does not repeat an event that was accepted; so a handler that fails is
 * called again.
 */
public final class EventDispatcher implements SmartLifecycle {

	private static final Log log = LogFactory.getLog(EventDispatcher.class);

	private static final int THREADS = 4;

	/**
	 * Accepted events that are not yet handled. Feishu repeats further ones.
	 */
	static final int MAX_PENDING = 5000;

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

	private final Map<String, EventHandler> handlers = new HashMap<>();

	private final HandledEvents handled;

	private final List<Duration> retries;

	private final Semaphore room = new Semaphore(MAX_PENDING);

	private final EventMetrics metrics;

	private final Tenancy tenancy;

	private volatile ScheduledThreadPoolExecutor executor = newExecutor();

	/**
	 * Create a dispatcher.
	 * @param handlers the handlers
	 * @param handled the events that have been handled
	 * @param retries how long to wait before each further call of a handler that fails
	 * @param tenancy whether the audit log needs to name the tenant
	 * @param meters the registry
	 */
	EventDispatcher(Collection<EventHandler> handlers, HandledEvents handled, List<Duration> retries, Tenancy tenancy,
			MeterRegistry meters) {
		this.tenancy = tenancy;
		for (EventHandler handler : handlers) {
			for (String type : handler.types()) {
				if (this.handlers.put(type, handler) != null) {
					throw new IllegalStateException("Two handlers for " + type);
				}
			}
		}
		this.handled = handled;
		this.retries = retries;
		this.metrics = new EventMetrics(meters, this.handlers.keySet(), this::pending);
	}

	/**
	 * Accept an event, unless it is a duplicate or has no handler.
	 * @param event the event
	 * @throws OverloadedException if too many events wait
	 */
	public void accept(FeishuEvent event) {
		EventHandler handler = this.handlers.get(event.type());
		if (handler == null) {
			report(event, EventOutcome.IGNORED, EventEffect.NONE);
		}
		else if (!this.handled.begin(event.id())) {
			report(event, EventOutcome.DUPLICATE, EventEffect.NONE);
		}
		else if (!submit(new Delivery(event, handler))) {
			this.handled.forget(event.id());
			this.metrics.count(event.type(), EventOutcome.OVERLOADED);
			throw new OverloadedException(FailureText.of("events-pending"));
		}
	}

	private boolean submit(Delivery delivery) {
		if (!this.room.tryAcquire()) {
			return false;
		}
		boolean submitted = schedule(delivery, Duration.ZERO);
		if (!submitted) {
			this.room.release();
		}
		return submitted;
	}

	/**
	 * Run a delivery later.
	 * @return false if this instance ends
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // a delivery reports its outcome itself
	private boolean schedule(Delivery delivery, Duration wait) {
		try {
			this.executor.schedule(delivery, wait.toMillis(), TimeUnit.MILLISECONDS);
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
	}

	private int pending() {
		return MAX_PENDING - this.room.availablePermits();
	}

	private void report(FeishuEvent event, String outcome, EventEffect effect) {
		this.metrics.count(event.type(), outcome);
		EventAudit.log(event.id(), event.type(), outcome, (this.tenancy == Tenancy.MULTIPLE) ? event.tenantKey() : null,
				effect.talentIds(), Objects.requireNonNullElse(MDC.get(RequestIdFilter.MDC_KEY), ""));
	}

	private static ScheduledThreadPoolExecutor newExecutor() {
		return new ScheduledThreadPoolExecutor(THREADS, new CustomizableThreadFactory("events-"));
	}

	/**
	 * Begin again after a stop. At first, it runs from the beginning.
	 */
	@Override
	public void start() {
		if (this.executor.isShutdown()) {
			this.executor = newExecutor();
		}
	}

	/**
	 * Handle the accepted events, and end.
	 */
	@Override
	public void stop() {
		this.executor.shutdown();
		try {
			if (!this.executor.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
				log.error("The service ends before %d events were handled".formatted(pending()));
				this.executor.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return !this.executor.isShutdown();
	}

	/**
	 * Stop after the web server and before the connection to Redis.
	 */
	@Override
	public int getPhase() {
		return 3;
	}

	/**
	 * An event on its way to its handler.
	 */
	private final class Delivery implements Runnable {

		private final FeishuEvent event;

		private final EventHandler handler;

		private final Map<String, String> requestId = Objects.requireNonNullElse(MDC.getCopyOfContextMap(), Map.of());

		private boolean claimed;

		private int failures;

		Delivery(FeishuEvent event, EventHandler handler) {
			this.event = event;
			this.handler = handler;
		}

		@Override
		public void run() {
			MDC.setContextMap(this.requestId);
			try {
				this.claimed = this.claimed || EventDispatcher.this.handled.claim(this.event.id());
				if (this.claimed) {
					EventEffect effect = this.handler.handle(this.event);
					EventDispatcher.this.handled.confirm(this.event.id());
					end(EventOutcome.of(effect), effect);
				}
				else {
					// what Feishu repeats is for this instance if the other one has ended
					EventDispatcher.this.handled.forget(this.event.id());
					end(EventOutcome.DUPLICATE, EventEffect.NONE);
				}
			}
			catch (RuntimeException | LinkageError | StackOverflowError ex) {
				failed(ex);
			}
			finally {
				MDC.clear();
			}
		}

		private void failed(Throwable failure) {
			int failed = this.failures++;
			if (failed < EventDispatcher.this.retries.size()
					&& schedule(this, EventDispatcher.this.retries.get(failed))) {
				return;
			}
			// a message may quote the event
			Throwable where = new IllegalStateException(failure.getClass().getName());
			where.setStackTrace(failure.getStackTrace());
			log.error("The event %s was not handled".formatted(this.event), where);
			EventDispatcher.this.handled.forget(this.event.id());
			end(EventOutcome.FAILED, EventEffect.NONE);
		}

		private void end(String outcome, EventEffect effect) {
			EventDispatcher.this.room.release();
			report(this.event, outcome, effect);
		}

	}

}
