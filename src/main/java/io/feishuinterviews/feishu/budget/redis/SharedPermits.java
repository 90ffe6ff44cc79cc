package io.feishuinterviews.feishu.budget.redis;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import io.feishuinterviews.feishu.budget.permit.PermitSource;
import io.feishuinterviews.feishu.budget.redis.SharedBudget.BudgetRequest;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
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
	 * Other instances may give permits back, and Redis may be back, so a permit is
	 * requested again after a while.
	 */
	private static final Duration MAX_WAIT = Duration.ofSeconds(1);

	private final SharedBudget redis;

	private final KnownBudget known;

	private final Runnable onClose;

	/**
	 * Completes when Redis, which has forgotten something or has not met this instance,
	 * knows that it takes permits alone. Until then Redis may still give the permits to
	 * others.
	 */
	private volatile Mono<Void> registered = Mono.empty();

	/**
	 * Create the permits.
	 * @param redis the budget in Redis
	 * @param known what this instance knows of it
	 */
	SharedPermits(SharedBudget redis, KnownBudget known) {
		this(redis, known, () -> {
		});
	}

	/**
	 * Create the permits.
	 * @param redis the budget in Redis
	 * @param known what this instance knows of it
	 * @param onClose called when the permits are not used any more
	 */
	SharedPermits(SharedBudget redis, KnownBudget known, Runnable onClose) {
		this.redis = redis;
		this.known = known;
		this.onClose = onClose;
	}

	/**
	 * Report this instance to Redis before it takes the first permit.
	 */
	void register() {
		Mono<Void> report = tryReport().then().cache();
		this.registered = report;
		report.subscribe();
	}

	@Override
	public CompletionStage<AcquireResult> tryAcquire(Priority priority) {
		if (!this.known.isShared()) {
			return acquireLocally(priority).toFuture().thenApply(Objects::requireNonNull);
		}
		BudgetRequest request = this.known.request();
		return this.redis.acquire(priority, request)
			.flatMap((state) -> result(priority, request, state))
			.switchIfEmpty(Mono.defer(() -> checkAvailability(priority)))
			.toFuture()
			.thenApply(Objects::requireNonNull);
	}

	/**
	 * Return the result, empty if Redis has forgotten something.
	 */
	private Mono<AcquireResult> result(Priority priority, BudgetRequest request, BudgetState state) {
		if (!this.known.update(request, state)) {
			onDataLoss();
			return Mono.empty();
		}
		if (state.isGranted()) {
			return Mono.just(new BudgetPermit(this.known, this.redis, this.known.recordGranted(request, priority),
					request.permitId(), priority, request.nanos()));
		}
		return Mono
			.just(new Wait(Duration.ofMillis(state.delayMillis()), (state.limit() > 1) ? "feishu-minute" : "feishu")
				.atMost(MAX_WAIT));
	}

	/**
	 * Find out whether Redis is available after a missing response.
	 */
	private Mono<AcquireResult> checkAvailability(Priority priority) {
		return tryReport().switchIfEmpty(Mono.fromRunnable(this::onUnavailable))
			.then(Mono.defer(() -> this.known.isShared() ? Mono.just(new Wait(Duration.ZERO, "feishu"))
					: acquireLocally(priority)));
	}

	private Mono<AcquireResult> acquireLocally(Priority priority) {
		return this.registered.then(Mono.fromSupplier(() -> this.known.tryAcquireLocally(priority, this.redis)))
			.map((result) -> (result instanceof Wait wait) ? wait.atMost(MAX_WAIT) : result);
	}

	/**
	 * Report to Redis that this instance runs, and find out whether Redis is available.
	 * One late response does not mean that it is not.
	 * @return completes when Redis has responded or failed
	 */
	Mono<Void> report() {
		return tryReport().switchIfEmpty(Mono.defer(this::tryReport))
			.switchIfEmpty(Mono.fromRunnable(this::onUnavailable))
			.then();
	}

	/**
	 * Report to Redis that this instance ends.
	 * @return completes when Redis has responded or failed
	 */
	Mono<Void> leave() {
		return this.redis.leave();
	}

	private Mono<BudgetState> tryReport() {
		return Mono.defer(() -> {
			boolean shared = this.known.isShared();
			BudgetRequest request = this.known.request();
			return this.redis.report(shared, request).doOnNext((state) -> onReport(shared, request, state));
		});
	}

	private void onReport(boolean shared, BudgetRequest request, BudgetState state) {
		if (shared) {
			if (!this.known.update(request, state)) {
				onDataLoss();
			}
		}
		else if (this.known.join(request, state)) {
			log.info("Redis gives out the calls to Feishu, for all instances together");
		}
	}

	/**
	 * Redis is available, but does not know this instance, or not all of its calls.
	 */
	private void onDataLoss() {
		if (this.known.fallBack()) {
			log.info("Redis has lost data: this instance reports its calls again");
			register();
		}
	}

	private void onUnavailable() {
		if (this.known.fallBack()) {
			log.warn("Redis does not give out the calls to Feishu: this instance makes 1/" + this.known.instances()
					+ " of those that Feishu's limits allow");
		}
	}

	@Override
	public Wait estimateWait(Priority priority, int ahead) {
		return this.known.estimateWait(priority, ahead);
	}

	@Override
	public RateLimiterConfig minute() {
		return this.known.minute();
	}

	@Override
	public void close() {
		this.onClose.run();
	}

	@Override
	public double share() {
		return this.known.share();
	}

}
