package io.feishuinterviews.feishu.ticket;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

import reactor.core.publisher.Mono;

/**
 * The app tickets as all instances share them. They may be unavailable, but never fail.
 */
interface SharedTickets {

	/**
	 * Nothing is shared: there is one instance.
	 */
	SharedTickets NONE = new SharedTickets() {

		@Override
		public Mono<List<AppTicket>> read() {
			return Mono.empty();
		}

		@Override
		public Mono<Boolean> update(UnaryOperator<List<AppTicket>> change) {
			return Mono.just(true);
		}

		@Override
		public Mono<Boolean> claimResend(Duration time) {
			return Mono.just(true);
		}

		@Override
		public Mono<Boolean> releaseResend() {
			return Mono.just(true);
		}

	};

	/**
	 * Read the tickets.
	 * @return the tickets, the newest first; empty if they are unavailable
	 */
	Mono<List<AppTicket>> read();

	/**
	 * Replace the tickets by others, unless another instance does so at the same time.
	 * @param change returns the tickets to store, given those that are stored
	 * @return a value if they are stored; empty if this has to be repeated
	 */
	Mono<Boolean> update(UnaryOperator<List<AppTicket>> change);

	/**
	 * Keep other instances from requesting the ticket.
	 * @param time for how long
	 * @return whether this instance may request it: {@code false} if another one has;
	 * always one value
	 */
	Mono<Boolean> claimResend(Duration time);

	/**
	 * Let other instances request the ticket, since the call has failed.
	 * @return a value if that is done
	 */
	Mono<Boolean> releaseResend();

}
