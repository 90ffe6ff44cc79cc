package io.feishuinterviews.feishu.ticket;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.feishuinterviews.feishu.connection.Secret;
import io.feishuinterviews.interview.AppTicketReceiver;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.redis.PersistentWrite;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The app tickets that Feishu has pushed: the newest, and the one before it, since an
 * event that is repeated late may bring an old ticket as the newest. If there is none,
 * Feishu is asked to push it again.
 */
public final class AppTickets implements AppTicketReceiver {

	private static final Log log = LogFactory.getLog(AppTickets.class);

	private static final int MAX_TICKETS = 2;

	private static final int MAX_REFUSED = 8;

	private final SharedTickets shared;

	private final Clock clock;

	private final TicketRequests requests;

	private final Deque<Secret> refused = new ArrayDeque<>();

	private List<AppTicket> tickets = List.of();

	AppTickets(SharedTickets shared, Clock clock) {
		this.shared = shared;
		this.clock = clock;
		this.requests = new TicketRequests(shared, clock);
	}

	/**
	 * Return the newest ticket that Feishu has not refused.
	 * @param resend asks Feishu to push the ticket again
	 * @return the ticket, or an {@link UpstreamException} that says what is awaited
	 */
	public Mono<Secret> current(Mono<Boolean> resend) {
		return this.shared.read()
			.doOnNext(this::adopt)
			.then(Mono.defer(() -> Mono.justOrEmpty(newest())))
			.switchIfEmpty(Mono.defer(() -> this.requests.await(resend)));
	}

	/**
	 * Forget a ticket that Feishu has refused.
	 * @param ticket the ticket
	 */
	public synchronized void drop(Secret ticket) {
		if (!this.refused.contains(ticket)) {
			log.warn("Feishu rejects an app ticket");
			this.refused.addFirst(ticket);
			if (this.refused.size() > MAX_REFUSED) {
				this.refused.removeLast();
			}
		}
		this.tickets = merge(this.tickets, List.of());
	}

	@Override
	public boolean accept(String text) {
		if (!AppTicket.isTicket(text)) {
			return false;
		}
		AppTicket ticket = new AppTicket(new Secret(text), this.clock.instant());
		boolean refusedBefore;
		synchronized (this) {
			// whatever was the matter, Feishu says that this one is good
			refusedBefore = this.refused.remove(ticket.value());
			this.tickets = merge(List.of(ticket), this.tickets);
		}
		// if Feishu refuses it again, it is not asked for another one at once
		if (!refusedBefore) {
			this.requests.answered();
		}
		log.info("Feishu has pushed an app ticket");
		PersistentWrite.start(() -> this.shared.write(tickets()));
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

	private synchronized void adopt(List<AppTicket> others) {
		this.tickets = merge(this.tickets, others);
	}

	private synchronized List<AppTicket> tickets() {
		return this.tickets;
	}

	private synchronized @Nullable Secret newest() {
		return this.tickets.isEmpty() ? null : this.tickets.get(0).value();
	}

	/**
	 * Return the newest of some tickets, each once.
	 */
	private List<AppTicket> merge(List<AppTicket> some, List<AppTicket> others) {
		Map<Secret, AppTicket> byValue = new LinkedHashMap<>();
		Stream.of(some, others)
			.flatMap(List::stream)
			.filter((ticket) -> !this.refused.contains(ticket.value()))
			.sorted(Comparator.comparing(AppTicket::receivedAt).reversed())
			.forEach((ticket) -> byValue.putIfAbsent(ticket.value(), ticket));
		return byValue.values().stream().limit(MAX_TICKETS).toList();
	}

}
