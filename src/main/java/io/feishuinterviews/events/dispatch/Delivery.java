package io.feishuinterviews.events.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

import io.feishuinterviews.events.EventEffect;
import io.feishuinterviews.events.EventHandler;
import io.feishuinterviews.events.FeishuEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.slf4j.MDC;

/**
 * An event on its way to its handler.
 */
final class Delivery {

	private static final Log log = LogFactory.getLog(Delivery.class);

	private final FeishuEvent event;

	private final EventHandler handler;

	private final HandledEvents handled;

	private final OutcomeReporter reporter;

	private final List<Duration> retries;

	private final Map<String, String> requestId = Objects.requireNonNullElse(MDC.getCopyOfContextMap(), Map.of());

	private boolean claimed;

	private int failures;

	/**
	 * Create a delivery.
	 * @param event the event
	 * @param handler its handler
	 * @param handled the events that have been handled
	 * @param reporter receives the outcome of the event
	 * @param retries how long to wait before each further call of a handler that fails
	 */
	Delivery(FeishuEvent event, EventHandler handler, HandledEvents handled, OutcomeReporter reporter,
			List<Duration> retries) {
		this.event = event;
		this.handler = handler;
		this.handled = handled;
		this.reporter = reporter;
		this.retries = retries;
	}

	/**
	 * Call the handler, unless another instance does or has.
	 * @param again runs this again after a time; returns whether it will
	 * @return whether the delivery has ended
	 */
	boolean run(Predicate<Duration> again) {
		MDC.setContextMap(this.requestId);
		try {
			this.claimed = this.claimed || this.handled.claim(this.event.id());
			if (this.claimed) {
				EventEffect effect = this.handler.handle(this.event);
				this.handled.confirm(this.event.id());
				this.reporter.report(this.event, EventOutcome.of(effect), effect);
			}
			else {
				// if the other instance has ended, this one handles the event when Feishu
				// repeats it
				this.handled.forget(this.event.id());
				this.reporter.report(this.event, EventOutcome.DUPLICATE, EventEffect.NONE);
			}
			return true;
		}
		catch (RuntimeException | LinkageError | StackOverflowError ex) {
			return failed(ex, again);
		}
		finally {
			MDC.clear();
		}
	}

	private boolean failed(Throwable failure, Predicate<Duration> again) {
		int failed = this.failures++;
		if (failed < this.retries.size() && again.test(this.retries.get(failed))) {
			return false;
		}
		// a message may quote the event
		Throwable where = new IllegalStateException(failure.getClass().getName());
		where.setStackTrace(failure.getStackTrace());
		log.error("The event %s was not handled".formatted(this.event), where);
		this.handled.forget(this.event.id());
		this.reporter.report(this.event, EventOutcome.FAILED, EventEffect.NONE);
		return true;
	}

}
