package io.feishuinterviews.feishu.ticket;

import java.time.Instant;
import java.util.Comparator;
import java.util.regex.Pattern;

import io.feishuinterviews.feishu.connection.Secret;

/**
 * An app ticket.
 *
 * @param value the ticket itself
 * @param issuedAt the time of its event
 * @param receivedAt when it came
 */
record AppTicket(Secret value, Instant issuedAt, Instant receivedAt) {

	/**
	 * Feishu repeats events late: the ticket that came last need not be the newest.
	 */
	static final Comparator<AppTicket> NEWEST_FIRST = Comparator.comparing(AppTicket::issuedAt)
		.thenComparing(AppTicket::receivedAt)
		.reversed();

	private static final Pattern PRINTABLE_ASCII = Pattern.compile("[!-~]{1,512}");

	/**
	 * Return whether a text may be a ticket.
	 */
	static boolean isTicket(String text) {
		return PRINTABLE_ASCII.matcher(text).matches();
	}

	/**
	 * Merge two copies of a ticket.
	 * @param other the same ticket
	 * @return the ticket with the later times
	 */
	AppTicket merge(AppTicket other) {
		return new AppTicket(this.value, later(this.issuedAt, other.issuedAt),
				later(this.receivedAt, other.receivedAt));
	}

	private static Instant later(Instant one, Instant other) {
		return one.isAfter(other) ? one : other;
	}

}
