package io.feishuinterviews.interview;

/**
 * Takes the app ticket of a store app, which Feishu pushes as an event.
 */
public interface AppTicketReceiver {

	/**
	 * Take a ticket.
	 * @param ticket the ticket
	 * @return whether it may be one
	 */
	boolean accept(String ticket);

}
