package io.feishuinterviews.events.dispatch;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.feishuinterviews.events.EventEffect;
import io.feishuinterviews.events.EventHandler;
import io.feishuinterviews.events.FeishuEvent;
import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.Tenancy;
import io.feishuinterviews.representation.OverloadedException;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Hands each event to its handler, in threads of its own: Feishu waits for three seconds
 * only. Feishu does not repeat an event that was accepted; so a handler that fails is
 * called again. The events of one tenant do not delay those of others, and no tenant's
 * events delay those that concern all tenants.
 */
public final class EventDispatcher implements SmartLifecycle {

	private static final Log log = LogFactory.getLog(EventDispatcher.class);

	/**
	 * Four for one tenant, and one for another.
	 */
	private static final int THREADS = 5;

	/**
	 * Accepted events that are not yet handled. Feishu repeats further ones.
	 */
	static final int MAX_PENDING = 5000;

	/**
	 * The capacity for events that concern all tenants, of which there is one an hour.
	 */
	private static final int MAX_PENDING_COMMON = 100;

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

	/**
	 * The tenant of an event without a tenant, and of each event of a custom app.
	 */
	private static final String NO_TENANT = "";

	private final Map<String, EventHandler> handlers = new HashMap<>();

	private final HandledEvents handled;

	private final List<Duration> retries;

	private final EventMetrics metrics;

	private final OutcomeReporter reporter;

	private final Tenancy tenancy;

	private volatile DeliveryQueue common = newCommonQueue();

	private volatile DeliveryQueue tenants;

	/**
	 * Create a dispatcher.
	 * @param handlers the handlers
	 * @param handled the events that have been handled
	 * @param retries how long to wait before each further call of a handler that fails
	 * @param tenancy whether there are several tenants
	 * @param meters the registry
	 */
	EventDispatcher(Collection<EventHandler> handlers, HandledEvents handled, List<Duration> retries, Tenancy tenancy,
			MeterRegistry meters) {
		for (EventHandler handler : handlers) {
			for (String type : handler.types()) {
				if (this.handlers.put(type, handler) != null) {
					throw new IllegalStateException("Two handlers for " + type);
				}
			}
		}
		this.handled = handled;
		this.retries = retries;
		this.tenancy = tenancy;
		this.tenants = newTenantQueue();
		this.metrics = new EventMetrics(meters, this.handlers.keySet(), this::pending);
		this.reporter = new OutcomeReporter(this.metrics, tenancy);
	}

	private static DeliveryQueue newCommonQueue() {
		return new DeliveryQueue("events-common-", 1, MAX_PENDING_COMMON, false);
	}

	private DeliveryQueue newTenantQueue() {
		return new DeliveryQueue("events-", THREADS, MAX_PENDING, this.tenancy == Tenancy.MULTIPLE);
	}

	/**
	 * Accept an event, unless it is a duplicate or has no handler.
	 * @param event the event
	 * @throws OverloadedException if too many events wait
	 */
	public void accept(FeishuEvent event) {
		EventHandler handler = this.handlers.get(event.type());
		if (handler == null) {
			this.reporter.report(event, EventOutcome.IGNORED, EventEffect.NONE);
		}
		else if (!this.handled.begin(event.id())) {
			this.reporter.report(event, EventOutcome.DUPLICATE, EventEffect.NONE);
		}
		else if (!submit(event, handler)) {
			this.handled.forget(event.id());
			this.metrics.count(event.type(), EventOutcome.OVERLOADED);
			throw new OverloadedException(FailureText.of("events-pending"));
		}
	}

	private boolean submit(FeishuEvent event, EventHandler handler) {
		DeliveryQueue queue = handler.concernsAllTenants() ? this.common : this.tenants;
		String tenant = (this.tenancy == Tenancy.MULTIPLE) ? Objects.requireNonNullElse(event.tenantKey(), NO_TENANT)
				: NO_TENANT;
		return queue.add(tenant, new Delivery(event, handler, this.handled, this.reporter, this.retries));
	}

	private int pending() {
		return this.common.pending() + this.tenants.pending();
	}

	/**
	 * Begin again after a stop. At first, it runs from the beginning.
	 */
	@Override
	public void start() {
		if (!isRunning()) {
			this.common = newCommonQueue();
			this.tenants = newTenantQueue();
		}
	}

	/**
	 * Handle the accepted events, and end.
	 */
	@Override
	public void stop() {
		this.common.end();
		this.tenants.end();
		long end = System.nanoTime() + STOP_TIMEOUT.toNanos();
		try {
			for (DeliveryQueue queue : List.of(this.common, this.tenants)) {
				if (!queue.awaitEnd(end - System.nanoTime())) {
					log.error("The service ends before %d events were handled".formatted(queue.pending()));
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return !this.tenants.isEnding();
	}

	/**
	 * Stop after the web server and before the connection to Redis.
	 */
	@Override
	public int getPhase() {
		return 3;
	}

}
