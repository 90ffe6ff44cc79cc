package io.feishuinterviews.feishu.ticket;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.interview.UpstreamException.Kind;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Requests that Feishu pushes the app ticket again. The ticket takes minutes to arrive,
 * so requests are rare.
 */
final class TicketRequests {

	private static final Log log = LogFactory.getLog(TicketRequests.class);

	private static final Duration BETWEEN_REQUESTS = Duration.ofMinutes(2);

	private static final Duration AFTER_FAILED_REQUEST = Duration.ofSeconds(5);

	/**
	 * The maximum {@code Retry-After}: the ticket may arrive at any time.
	 */
	private static final Duration MAX_RETRY_AFTER = Duration.ofSeconds(15);

	private final SharedTickets shared;

	private final Clock clock;

	private Instant noRequestBefore = Instant.MIN;

	private @Nullable UpstreamException failure;

	TicketRequests(SharedTickets shared, Clock clock) {
		this.shared = shared;
		this.clock = clock;
	}

	/**
	 * Request the ticket, unless a request was made recently.
	 * @param <T> the type of the caller's result
	 * @param resend calls Feishu
	 * @param rejection the failure of the last ticket, {@code null} if there was none
	 * @return the failure for callers: the ticket is awaited, or the reason why there is
	 * none
	 */
	<T> Mono<T> requestTicket(Mono<Boolean> resend, @Nullable UpstreamException rejection) {
		return (claim() ? send(resend) : Mono.<Boolean>empty()).then(Mono.defer(() -> Mono.error(awaited(rejection))));
	}

	/**
	 * A ticket has arrived: the next request may be made at once.
	 */
	synchronized void onTicket() {
		this.noRequestBefore = Instant.MIN;
		this.failure = null;
	}

	private Mono<Boolean> send(Mono<Boolean> resend) {
		return this.shared.claimResend(BETWEEN_REQUESTS)
			.filter(Boolean::booleanValue)
			.flatMap((claimed) -> resend)
			.doOnNext((accepted) -> succeeded())
			.onErrorResume(UpstreamException.class,
					(ex) -> this.shared.releaseResend().doOnSubscribe((subscription) -> failed(ex)).then(Mono.empty()));
	}

	/**
	 * Return whether a request may be made now, and prevent further ones.
	 */
	private synchronized boolean claim() {
		Instant now = this.clock.instant();
		if (now.isBefore(this.noRequestBefore)) {
			return false;
		}
		this.noRequestBefore = now.plus(BETWEEN_REQUESTS);
		return true;
	}

	private synchronized void succeeded() {
		log.info("Feishu was asked to push the app ticket");
		this.failure = null;
	}

	private synchronized void failed(UpstreamException ex) {
		log.warn("Feishu rejected the request to push the app ticket: " + ex.getMessage());
		this.noRequestBefore = this.clock.instant().plus(AFTER_FAILED_REQUEST);
		this.failure = ex;
	}

	private synchronized UpstreamException awaited(@Nullable UpstreamException rejection) {
		Duration wait = Duration.between(this.clock.instant(), this.noRequestBefore);
		UpstreamException reason = (this.failure != null) ? this.failure : rejection;
		if (reason == null) {
			reason = new UpstreamException(Kind.FEISHU_UNAVAILABLE, FailureText.of("feishu-app-ticket-awaited"), true,
					UpstreamError.NONE, null);
		}
		return reason.withRetryAfter((wait.compareTo(MAX_RETRY_AFTER) < 0) ? wait : MAX_RETRY_AFTER).withoutRetry();
	}

}
