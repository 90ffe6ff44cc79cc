package io.feishuinterviews.feishu.budget.redis;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import io.feishuinterviews.feishu.budget.permit.PermitSource;
import io.feishuinterviews.feishu.budget.redis.SharedBudget.Question;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;

/**
 * Permits that Redis gives out to all instances. While Redis is unavailable, this
 * instance takes permits alone: it uses its share of what is left of the limits, as far
 * as it knows, and reports its calls when Redis is back.
 */
final class SharedPermits implements PermitSource {

	private static final Log log = LogFactory.getLog(SharedPermits.class);

	/**
	 * Other instances may give permits back, so Redis is asked again after a while.
	 */
	private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

	private final SharedBudget redis;

	private final Ledger ledger;

	private final Runnable onClose;

	/**
	 * Completes when Redis, which has forgotten something or has not met this instance,
	 * knows that it takes permits alone. Until then Redis may still give the permits to
	 * others.
	 */
	private volatile Mono<Void> announced = Mono.empty();

	/**
	 * Create the permits.
	 * @param redis the budget in Redis
	 * @param ledger what this instance knows of it
	 */
	SharedPermits(SharedBudget redis, Ledger ledger) {
		this(redis, ledger, () -> {
		});
	}

	/**
	 * Create the permits.
	 * @param redis the budget in Redis
	 * @param ledger what this instance knows of it
	 * @param onClose called when the permits are not used any more
	 */
	SharedPermits(SharedBudget redis, Ledger ledger, Runnable onClose) {
		this.redis = redis;
		this.ledger = ledger;
		this.onClose = onClose;
	}

	/**
	 * Have Redis know of this instance before it takes the first permit.
	 */
	void announce() {
		Mono<Void> report = tryReport().then().cache();
		this.announced = report;
		report.subscribe();
	}

	@Override
	public CompletionStage<Reply> tryAcquire(Use use) {
		if (!this.ledger.isShared()) {
			return alone(use).toFuture().thenApply(Objects::requireNonNull);
		}
		Question question = this.ledger.question();
		return this.redis.acquire(use, question)
			.flatMap((standing) -> reply(use, question, standing))
			.switchIfEmpty(Mono.defer(() -> askAgain(use)))
			.toFuture()
			.thenApply(Objects::requireNonNull);
	}

	/**
	 * Return the reply, empty if Redis has forgotten something.
	 */
	private Mono<Reply> reply(Use use, Question question, Standing standing) {
		if (!this.ledger.hear(question, standing)) {
			forgotten();
			return Mono.empty();
		}
		if (standing.isGranted()) {
			return Mono
				.just(new SharedPermit(this.ledger, this.redis, this.ledger.granted(question, use), question, use));
		}
		Duration wait = Duration.ofMillis(standing.delayMillis());
		return Mono.just(new Wait((wait.compareTo(LONGEST_WAIT) > 0) ? LONGEST_WAIT : wait,
				(standing.limit() > 1) ? "feishu-minute" : "feishu"));
	}

	/**
	 * Find out whether Redis is available after it has not answered.
	 */
	private Mono<Reply> askAgain(Use use) {
		return tryReport().switchIfEmpty(Mono.fromRunnable(this::unavailable))
			.then(Mono.defer(() -> this.ledger.isShared() ? Mono.just(new Wait(Duration.ZERO, "feishu")) : alone(use)));
	}

	private Mono<Reply> alone(Use use) {
		return this.announced.then(Mono.fromSupplier(() -> this.ledger.tryAlone(use, this.redis)));
	}

	/**
	 * Report to Redis that this instance runs, and find out whether Redis is available.
	 * One late answer does not mean that it is not.
	 * @return completes when Redis has answered or failed
	 */
	Mono<Void> report() {
		return tryReport().switchIfEmpty(Mono.defer(this::tryReport))
			.switchIfEmpty(Mono.fromRunnable(this::unavailable))
			.then();
	}

	/**
	 * Report to Redis that this instance ends.
	 * @return completes when Redis has answered or failed
	 */
	Mono<Void> leave() {
		return this.redis.leave();
	}

	private Mono<Standing> tryReport() {
		return Mono.defer(() -> {
			boolean shared = this.ledger.isShared();
			Question question = this.ledger.question();
			return this.redis.report(shared, question).doOnNext((standing) -> reported(shared, question, standing));
		});
	}

	private void reported(boolean shared, Question question, Standing standing) {
		boolean complete = this.ledger.hear(question, standing);
		if (shared && !complete) {
			forgotten();
		}
		if (!shared && this.ledger.settle(complete, question)) {
			log.info("Redis gives out the calls to Feishu, for all instances together");
		}
	}

	/**
	 * Redis is available, but does not know this instance, or not all of its calls.
	 */
	private void forgotten() {
		if (this.ledger.lose()) {
			log.info("Redis has lost data: this instance reports its calls again");
			announce();
		}
	}

	private void unavailable() {
		if (this.ledger.lose()) {
			log.warn("Redis does not give out the calls to Feishu: this instance makes 1/" + this.ledger.instances()
					+ " of those that Feishu's limits allow");
		}
	}

	@Override
	public Wait estimateWait(Use use, int ahead) {
		return this.ledger.estimateWait(use, ahead);
	}

	@Override
	public void close() {
		this.onClose.run();
	}

	@Override
	public double share() {
		return this.ledger.share();
	}

}
