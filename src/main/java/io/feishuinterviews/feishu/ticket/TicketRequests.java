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
 * Asks Feishu to push the app ticket again, seldom enough: the ticket takes minutes to
 * come.
 */
final class TicketRequests {

	private static final Log log = LogFactory.getLog(TicketRequests.class);

	private static final Duration BETWEEN_REQUESTS = Duration.ofMinutes(2);

	private static final Duration AFTER_FAILED_REQUEST = Duration.ofSeconds(5);

	/**
	 * What callers are told: the ticket may come any time.
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
	 * Ask Feishu, unless it has been asked lately.
	 * @param <T> what the caller awaits
	 * @param resend asks Feishu
	 * @param rejection how Feishu has rejected the ticket, {@code null} if there was none
	 * @return the failure that says what is awaited, or why Feishu pushes nothing
	 */
	<T> Mono<T> requestTicket(Mono<Boolean> resend, @Nullable UpstreamException rejection) {
		return (claim() ? send(resend) : Mono.<Boolean>empty()).then(Mono.defer(() -> Mono.error(awaited(rejection))));
	}

	/**
	 * A ticket has come: the next request may be made at once.
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
	 * Return whether Feishu may be asked now, and keep others from asking.
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
		log.warn("Feishu was asked to push the app ticket, in vain: " + ex.getMessage());
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
