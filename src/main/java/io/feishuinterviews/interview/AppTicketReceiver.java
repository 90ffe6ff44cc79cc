package io.feishuinterviews.interview;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Takes the app ticket of a store app, which Feishu pushes as an event.
 */
public interface AppTicketReceiver {

	/**
	 * Accept a ticket.
	 * @param ticket the ticket
	 * @param issuedAt when Feishu issued it by its own clock, {@code null} if that is not
	 * known
	 * @return whether the text may be a ticket
	 */
	boolean accept(String ticket, @Nullable Instant issuedAt);

}
