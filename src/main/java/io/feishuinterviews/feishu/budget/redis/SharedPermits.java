package io.feishuinterviews.feishu.budget.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.feishuinterviews.feishu.budget.LocalPermits;
import io.feishuinterviews.feishu.budget.LocalPermits.LocalPermit;
import io.feishuinterviews.feishu.budget.PermitSource;
import io.feishuinterviews.feishu.budget.UpstreamBudget;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

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

	private final String instance;

	private final RateLimiterConfig second;

	private final RateLimiterConfig minute;

	private final SharingTimes times;

	private final Scheduler scheduler;

	/**
	 * The calls of all instances, as far as this one knows. A call counts from its
	 * permit, so the periods are longer, as in Redis.
	 */
	private final LocalPermits known;

	private final OwnCalls own;

	private final Membership membership;

	private final AtomicLong names = new AtomicLong();

	/**
	 * Completes when Redis, which has forgotten something, knows that this instance takes
	 * permits alone. Until then Redis may still give the permits to others.
	 */
	private Mono<Void> announced = Mono.empty();

	/**
	 * Create the permits.
	 * @param redis the budget in Redis
	 * @param instance the name of this instance
	 * @param limits Feishu's limits
	 * @param times the times
	 * @param scheduler the source of time
	 */
	SharedPermits(SharedBudget redis, String instance, UpstreamBudget.Limits limits, SharingTimes times,
			Scheduler scheduler) {
		this.redis = redis;
		this.instance = instance;
		this.second = longer(limits.second(), times.transit());
		this.minute = longer(limits.minute(), times.transit());
		this.times = times;
		this.scheduler = scheduler;
		this.known = new LocalPermits(this.second, this.minute, scheduler);
		this.own = new OwnCalls(limits.minute().getLimitRefreshPeriod());
		this.membership = new Membership(this.second.getLimitRefreshPeriod(), this.minute.getLimitRefreshPeriod());
	}

	private static RateLimiterConfig longer(RateLimiterConfig limit, Duration transit) {
		return RateLimiterConfig.from(limit).limitRefreshPeriod(limit.getLimitRefreshPeriod().plus(transit)).build();
	}

	@Override
	public CompletionStage<Reply> tryAcquire(Use use) {
		Question question;
		synchronized (this) {
			if (!this.membership.isShared()) {
				return alone(use).toFuture();
			}
			question = question();
		}
		return this.redis.acquire(use, question)
			.flatMap((standing) -> reply(use, question, standing))
			.switchIfEmpty(Mono.defer(() -> askAgain(use)))
			.toFuture();
	}

	/**
	 * Find out whether Redis is available after it has not answered.
	 */
	private Mono<Reply> askAgain(Use use) {
		return reportOnce().then(Mono.defer(() -> {
			synchronized (this) {
				return this.membership.isShared() ? Mono.just(new Wait(Duration.ZERO, "feishu")) : alone(use);
			}
		}));
	}

	/**
	 * Return the reply, empty if Redis has forgotten something.
	 */
	private synchronized Mono<Reply> reply(Use use, Question question, Standing standing) {
		if (!hear(question, standing)) {
			forgotten();
			return Mono.empty();
		}
		if (!standing.isGranted()) {
			Duration wait = Duration.ofMillis(standing.delayMillis());
			return Mono.just(new Wait((wait.compareTo(LONGEST_WAIT) > 0) ? LONGEST_WAIT : wait,
					(standing.limit() > 1) ? "feishu-minute" : "feishu"));
		}
		LocalPermit permit = this.known.take(use);
		this.own.granted(question.name(), use, now());
		return Mono.just(new SharedPermit(this, permit, question.name(), use, question.nanos()));
	}

	private synchronized Mono<Reply> alone(Use use) {
		return this.announced.then(Mono.fromSupplier(() -> tryAlone(use)));
	}

	private synchronized Reply tryAlone(Use use) {
		Reply reply = this.known.tryAcquire(use, this.membership.instances());
		if (!(reply instanceof LocalPermit permit)) {
			return reply;
		}
		String name = nextName();
		this.own.made(name, use, now());
		return new LonePermit(this, permit, name, use);
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

	private Mono<Void> reportOnce() {
		return tryReport().switchIfEmpty(Mono.fromRunnable(this::unavailable)).then();
	}

	private Mono<Standing> tryReport() {
		return Mono.defer(() -> {
			Question question;
			boolean shared;
			synchronized (this) {
				question = question();
				shared = this.membership.isShared();
			}
			return this.redis.report(shared, question)
				.doOnNext((standing) -> reported(shared, question, standing));
		});
	}

	private synchronized void reported(boolean shared, Question question, Standing standing) {
		boolean complete = hear(question, standing);
		if (shared && !complete) {
			forgotten();
		}
		if (!shared && this.membership.settle(!complete, question.nanos(), now())) {
			log.info("Redis gives out the calls to Feishu, for all instances together");
		}
	}

	/**
	 * Note what Redis says.
	 * @return whether Redis knows this instance and all of its calls
	 */
	private boolean hear(Question question, Standing standing) {
		if (standing.isUnknown() && this.membership.isShared()) {
			return false;
		}
		this.own.reported(question.calls());
		this.known.use(this.membership.heard(standing, question.nanos()));
		return !standing.isUnknown()
				&& standing.used().minute() >= Math.min(question.ownCalls(), this.own.count(now()));
	}

	/**
	 * Redis is available, but does not know this instance, or not all of its calls.
	 */
	private void forgotten() {
		if (lose()) {
			log.info("Redis has lost data: this instance reports its calls again");
			this.announced = tryReport().then().cache();
			this.announced.subscribe();
		}
	}

	private synchronized void unavailable() {
		if (lose()) {
			log.warn("Redis does not give out the calls to Feishu: this instance makes 1/"
					+ this.membership.instances() + " of those that Feishu's limits allow");
			this.announced = Mono.empty();
		}
	}

	/**
	 * Take permits alone from now on.
	 * @return whether they came from Redis until now
	 */
	private boolean lose() {
		if (!this.membership.lose()) {
			return false;
		}
		this.own.reportAgain();
		assumeUsed();
		return true;
	}

	/**
	 * The other instances may have made calls since this one last heard of them.
	 */
	private void assumeUsed() {
		if (this.membership.instances() > 1) {
			long since = this.membership.sinceLastContact(now());
			this.known.assumeUsed((int) Math.min(this.second.getLimitForPeriod(),
					this.second.getLimitForPeriod() * since / this.second.getLimitRefreshPeriod().toNanos()));
		}
	}

	private Question question() {
		long now = now();
		return new Question(nextName(), now, this.own.unreported(now), this.own.count(now), this.membership.instances(),
				this.membership.expected(now));
	}

	private String nextName() {
		return this.instance + ":" + this.names.incrementAndGet();
	}

	@Override
	public synchronized Wait estimateWait(Use use, int ahead) {
		return this.known.estimateWait(use, ahead, this.membership.competing());
	}

	@Override
	public synchronized double share() {
		return this.membership.isShared() ? 1 : 1.0 / this.membership.instances();
	}

	SharingTimes times() {
		return this.times;
	}

	/**
	 * Record a call of which Redis does not know, or not when it has arrived.
	 */
	synchronized void made(String name, Use use) {
		this.own.made(name, use, now());
	}

	synchronized void notMade(String name) {
		this.own.remove(name);
	}

	SharedBudget redis() {
		return this.redis;
	}

	long now() {
		return this.scheduler.now(TimeUnit.NANOSECONDS);
	}

}
