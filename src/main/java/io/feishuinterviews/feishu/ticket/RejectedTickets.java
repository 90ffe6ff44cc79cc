package io.feishuinterviews.feishu.ticket;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.feishuinterviews.feishu.connection.Secret;

/**
 * The tickets that Feishu has rejected recently. A ticket that Feishu pushes again is
 * removed: it may be valid now. Not thread-safe.
 */
final class RejectedTickets {

	private static final int MAX_SIZE = 8;

	private final Map<Secret, Instant> times = new LinkedHashMap<>();

	/**
	 * Add a ticket.
	 * @param ticket the ticket
	 * @param now the time
	 */
	void add(Secret ticket, Instant now) {
		this.times.put(ticket, now);
		if (this.times.size() > MAX_SIZE) {
			this.times.remove(this.times.keySet().iterator().next());
		}
	}

	boolean contains(AppTicket ticket) {
		Instant rejectedAt = this.times.get(ticket.value());
		// another instance may have received it again
		return rejectedAt != null && !ticket.receivedAt().isAfter(rejectedAt);
	}

	/**
	 * Remove a ticket that has come again.
	 * @param ticket the ticket
	 * @return whether it was rejected before
	 */
	boolean remove(Secret ticket) {
		return this.times.remove(ticket) != null;
	}

}
