package io.feishuinterviews.events.dispatch;

import java.util.Locale;

import io.feishuinterviews.events.EventEffect;

/**
 * The outcome of an event, for metrics and the audit log.
 */
final class EventOutcome {

	/** It was handled before. */
	static final String DUPLICATE = "duplicate";

	/** Its type has no handler. */
	static final String IGNORED = "ignored";

	/** Its handler failed, also when it was tried again. */
	static final String FAILED = "failed";

	/** Too many events waited. Feishu repeats it. */
	static final String OVERLOADED = "overloaded";

	private EventOutcome() {
	}

	/**
	 * Return the outcome of an event that was handled.
	 * @param effect what its handler has done
	 * @return for example {@code purged}
	 */
	static String of(EventEffect effect) {
		return effect.action().name().toLowerCase(Locale.ROOT);
	}

}
