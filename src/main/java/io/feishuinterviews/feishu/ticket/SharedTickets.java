package io.feishuinterviews.feishu.ticket;

import java.time.Duration;
import java.util.List;

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
		public Mono<Boolean> write(List<AppTicket> tickets) {
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
	 * Replace the tickets.
	 * @param tickets the tickets, the newest first
	 * @return a value if they are stored
	 */
	Mono<Boolean> write(List<AppTicket> tickets);

	/**
	 * Keep other instances from asking Feishu for the ticket.
	 * @param time for how long
	 * @return whether this instance is to ask: {@code false} if another one has asked;
	 * always one value
	 */
	Mono<Boolean> claimResend(Duration time);

	/**
	 * Let other instances ask, since the call has failed.
	 * @return a value if that is done
	 */
	Mono<Boolean> releaseResend();

}
