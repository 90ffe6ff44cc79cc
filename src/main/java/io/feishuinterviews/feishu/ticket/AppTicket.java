package io.feishuinterviews.feishu.ticket;

import java.time.Instant;
import java.util.regex.Pattern;

import io.feishuinterviews.feishu.connection.Secret;

/**
 * An app ticket.
 *
 * @param value the ticket itself
 * @param receivedAt when it came
 */
record AppTicket(Secret value, Instant receivedAt) {

	private static final Pattern PRINTABLE_ASCII = Pattern.compile("[!-~]{1,512}");

	/**
	 * Return whether a text may be a ticket.
	 */
	static boolean isTicket(String text) {
		return PRINTABLE_ASCII.matcher(text).matches();
	}

}
