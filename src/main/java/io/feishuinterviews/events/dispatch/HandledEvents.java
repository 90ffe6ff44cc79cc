package io.feishuinterviews.events.dispatch;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.events.verification.EventVerifier;

/**
 * The events that this instance handles or has handled, and through
 * {@link SharedEventIds} those of other instances. Feishu repeats events, and an attacker
 * who knows a signed request can repeat it, too.
 */
final class HandledEvents {

	/**
	 * As long as a repeated request is accepted.
	 */
	static final Duration RETENTION = EventVerifier.MAX_AGE.plus(EventVerifier.MAX_AHEAD);

	/**
	 * A tenant with more events in 8 hours has the oldest handled again if Feishu repeats
	 * them, which does no harm.
	 */
	private static final int MAX_SIZE = 50_000;

	private final Cache<String, Boolean> local;

	private final SharedEventIds shared;

	HandledEvents(SharedEventIds shared, Ticker ticker) {
		this.shared = shared;
		this.local = Caffeine.newBuilder().ticker(ticker).expireAfterWrite(RETENTION).maximumSize(MAX_SIZE).build();
	}

	/**
	 * Begin to handle an event. No command is sent.
	 * @param id the ID of the event
	 * @return whether this instance has neither begun before nor handled it
	 */
	boolean begin(String id) {
		return this.local.asMap().putIfAbsent(id, true) == null;
	}

	/**
	 * Announce to other instances that this one handles an event.
	 * @param id the ID of the event
	 * @return whether none of them does or has
	 */
	boolean claim(String id) {
		return this.shared.claim(id);
	}

	void confirm(String id) {
		this.shared.confirm(id);
	}

	/**
	 * Forget an event that was not handled. Other instances forget it by themselves,
	 * before Feishu repeats it.
	 * @param id the ID of the event
	 */
	void forget(String id) {
		this.local.invalidate(id);
	}

}
