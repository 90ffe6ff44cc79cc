package io.feishuinterviews.feishu.ticket;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.feishuinterviews.feishu.connection.Secret;
import io.feishuinterviews.interview.AppTicketReceiver;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.redis.RetriedWrite;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The app tickets that Feishu has pushed: the newest by the time of its event, and the
 * one before it. If there is none, or Feishu rejects them, this service requests that
 * Feishu pushes it again.
 */
public final class AppTickets implements AppTicketReceiver {

	private static final Log log = LogFactory.getLog(AppTickets.class);

	private static final int MAX_TICKETS = 2;

	private final SharedTickets shared;

	private final Clock clock;

	private final TicketRequests requests;

	private final RejectedTickets rejected = new RejectedTickets();

	private List<AppTicket> tickets = List.of();

	/**
	 * The failure of the last ticket, {@code null} if none was rejected.
	 */
	private @Nullable UpstreamException rejection;

	private long rejections;

	AppTickets(SharedTickets shared, Clock clock) {
		this.shared = shared;
		this.clock = clock;
		this.requests = new TicketRequests(shared, clock);
	}

	/**
	 * Return the newest ticket that Feishu has not rejected.
	 * @param resend requests that Feishu pushes the ticket again
	 * @return the ticket, or an {@link UpstreamException} if Feishu has pushed none or
	 * has rejected it
	 */
	public Mono<Secret> current(Mono<Boolean> resend) {
		return this.shared.read()
			.doOnNext(this::adopt)
			.then(Mono.defer(() -> Mono.justOrEmpty(newest())))
			.switchIfEmpty(Mono.defer(() -> this.requests.requestTicket(resend, rejection())));
	}

	/**
	 * Remove a ticket that Feishu has rejected.
	 * @param ticket the ticket
	 * @param failure Feishu's response
	 */
	public synchronized void reject(Secret ticket, UpstreamException failure) {
		this.rejected.add(ticket, this.clock.instant());
		this.rejections++;
		this.rejection = failure;
		this.tickets = merge(this.tickets, List.of());
		log.warn("Feishu rejects an app ticket (code %d, log ID %s)%s".formatted(failure.feishuError().code(),
				failure.feishuError().logId(),
				this.tickets.isEmpty() ? ": there is no other one, so Feishu issues no tokens until it pushes one"
						: "; another one is tried"));
	}

	@Override
	public boolean accept(String text, @Nullable Instant issuedAt) {
		if (!AppTicket.isTicket(text)) {
			return false;
		}
		Instant now = this.clock.instant();
		AppTicket ticket = new AppTicket(new Secret(text), (issuedAt == null || issuedAt.isAfter(now)) ? now : issuedAt,
				now);
		boolean rejectedBefore;
		synchronized (this) {
			rejectedBefore = this.rejected.remove(ticket.value());
			this.rejection = null;
			this.tickets = merge(List.of(ticket), this.tickets);
		}
		// if Feishu rejects it again, no other one is requested at once
		if (!rejectedBefore) {
			this.requests.onTicket();
		}
		log.info("Feishu has pushed an app ticket");
		RetriedWrite.start(() -> this.shared.update(this::adopt));
		return true;
	}

	/**
	 * Return how long ago the newest ticket came.
	 * @return seconds, not a number if there is none
	 */
	double age() {
		List<AppTicket> all = tickets();
		return all.isEmpty() ? Double.NaN
				: Duration.between(all.get(0).receivedAt(), this.clock.instant()).toMillis() / 1000.0;
	}

	/**
	 * Return how often Feishu has rejected a ticket of this instance.
	 */
	synchronized double rejections() {
		return this.rejections;
	}

	/**
	 * Take over the tickets of other instances.
	 * @param others their tickets
	 * @return the newest of all
	 */
	private synchronized List<AppTicket> adopt(List<AppTicket> others) {
		this.tickets = merge(this.tickets, others);
		return this.tickets;
	}

	private synchronized List<AppTicket> tickets() {
		return this.tickets;
	}

	private synchronized @Nullable Secret newest() {
		return this.tickets.isEmpty() ? null : this.tickets.get(0).value();
	}

	private synchronized @Nullable UpstreamException rejection() {
		return this.rejection;
	}

	/**
	 * Return the newest of some tickets, each once.
	 */
	private List<AppTicket> merge(List<AppTicket> some, List<AppTicket> others) {
		Map<Secret, AppTicket> byValue = new LinkedHashMap<>();
		Stream.of(some, others)
			.flatMap(List::stream)
			.filter((ticket) -> !this.rejected.contains(ticket))
			.forEach((ticket) -> byValue.merge(ticket.value(), ticket, AppTicket::merge));
		return byValue.values().stream().sorted(AppTicket.NEWEST_FIRST).limit(MAX_TICKETS).toList();
	}

}
