package io.feishuinterviews.feishu.budget.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.feishuinterviews.feishu.budget.UpstreamLimits;
import io.feishuinterviews.feishu.budget.permit.CallsOfAge;
import io.feishuinterviews.feishu.budget.permit.LocalPermit;
import io.feishuinterviews.feishu.budget.permit.LocalPermits;
import io.feishuinterviews.feishu.budget.permit.PermitSource.AcquireResult;
import io.feishuinterviews.feishu.budget.permit.PermitSource.Priority;
import io.feishuinterviews.feishu.budget.permit.PermitSource.Wait;
import io.feishuinterviews.feishu.budget.permit.UsedPermits;
import io.feishuinterviews.feishu.budget.redis.CountedCalls.Response;
import io.feishuinterviews.feishu.budget.redis.SharedBudget.BudgetRequest;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import reactor.core.scheduler.Scheduler;

/**
 * What this instance knows of the calls of all instances. Thread-safe.
 */
final class KnownBudget {

	private final String instance;

	private final UpstreamLimits limits;

	private final SharingTimes times;

	private final Scheduler scheduler;

	/**
	 * The calls of all instances, as far as this one knows. A call counts from its
	 * permit, so the periods are longer, as in Redis.
	 */
	private final LocalPermits permits;

	private final OwnCalls own;

	private final CountedCalls counted = new CountedCalls();

	private final Membership membership;

	private final AtomicLong names = new AtomicLong();

	/**
	 * Create the record of an instance that has made no call.
	 * @param instance the name of this instance
	 * @param limits Feishu's limits
	 * @param times the times
	 * @param scheduler the source of time
	 * @param instances the number of instances that is assumed until Redis returns it
	 */
	KnownBudget(String instance, UpstreamLimits limits, SharingTimes times, Scheduler scheduler, int instances) {
		this.instance = instance;
		this.limits = limits;
		UpstreamLimits longer = times.withTransit(limits);
		this.times = times;
		this.scheduler = scheduler;
		this.permits = new LocalPermits(longer.second(), longer.minute(), scheduler);
		this.own = new OwnCalls(limits.minute().getLimitRefreshPeriod());
		this.membership = new Membership(longer, instances);
	}

	RateLimiterConfig minute() {
		return this.limits.minute();
	}

	SharingTimes times() {
		return this.times;
	}

	long now() {
		return this.scheduler.now(TimeUnit.NANOSECONDS);
	}

	synchronized boolean isShared() {
		return this.membership.isShared();
	}

	synchronized int instances() {
		return this.membership.instances();
	}

	/**
	 * Create a request to Redis.
	 */
	synchronized BudgetRequest request() {
		long now = now();
		return new BudgetRequest(nextName(), now, this.own.unreported(now), this.own.count(now),
				this.membership.instances(), this.membership.expected(now),
				this.membership.isShared() && this.counted.isMinuteUncertain());
	}

	private String nextName() {
		return this.instance + ":" + this.names.incrementAndGet();
	}

	/**
	 * Apply a response of Redis.
	 * @param request the request
	 * @param state the response
	 * @return whether Redis knows this instance and all of its calls
	 */
	synchronized boolean update(BudgetRequest request, BudgetState state) {
		Response response = this.counted.compare(state, request.nanos());
		boolean unknown = state.isUnknown() || response == Response.DATA_LOST;
		if (this.membership.isShared() && unknown) {
			return false;
		}
		if (response == Response.DATA_LOST || response == Response.DATA_PARTLY_LOST) {
			this.own.reportAgain();
		}
		this.own.reported(request.calls());
		UsedPermits others = this.counted.update(response, state, request.nanos());
		if (response != Response.OVERTAKEN) {
			this.membership.update(state);
		}
		if (response == Response.DATA_PARTLY_LOST || this.counted.isAnew()) {
			// others report again what this instance knows
			this.permits.recordUsed(others, state.used());
		}
		else {
			this.permits.recordUsed(others);
		}
		boolean complete = !unknown && state.used().minute() >= Math.min(request.ownCalls(), this.own.count(now()));
		if (complete && response != Response.OVERTAKEN && !state.byAge().isEmpty()) {
			List<CallsOfAge> calls = new ArrayList<>(state.byAge());
			// Redis may not know those that this instance has made meanwhile
			calls.addAll(this.own.since(request.nanos()));
			this.permits.recountMinute(calls);
			this.counted.minuteRecounted();
		}
		return complete;
	}

	/**
	 * Apply a response of Redis to a report that this instance takes its permits alone.
	 * @param request the request
	 * @param state the response
	 * @return whether the permits come from Redis from now on
	 */
	synchronized boolean join(BudgetRequest request, BudgetState state) {
		boolean complete = update(request, state);
		if (this.membership.isShared() || !this.membership.join(!complete, request.nanos(), now())) {
			return false;
		}
		this.counted.join();
		return true;
	}

	/**
	 * Take permits alone from now on. The other instances may have made calls since the
	 * last response of Redis.
	 * @return whether the permits came from Redis until now
	 */
	synchronized boolean fallBack() {
		if (!this.membership.fallBack()) {
			return false;
		}
		this.own.reportAgain();
		if (this.membership.instances() > 1) {
			this.permits.assumeUsed(Duration.ofNanos(this.counted.age(now())));
		}
		// instances that were away may have made calls that Redis never knew
		this.permits.recordUsed(this.membership.reserved());
		return true;
	}

	/**
	 * Take a permit that Redis has granted.
	 */
	synchronized LocalPermit recordGranted(BudgetRequest request, Priority priority) {
		this.own.recordGranted(request.permitId(), priority, now());
		return this.permits.take(priority);
	}

	/**
	 * Take a permit of this instance's share.
	 * @param priority the priority of the call
	 * @param redis where to give it back, too
	 * @return a permit or a wait
	 */
	synchronized AcquireResult tryAcquireLocally(Priority priority, SharedBudget redis) {
		AcquireResult result = this.permits.tryAcquire(priority, this.membership.instances());
		if (result instanceof Wait wait) {
			return shortened(wait, 0);
		}
		LocalPermit permit = (LocalPermit) result;
		String name = nextName();
		this.own.record(name, priority, now());
		return new BudgetPermit(this, redis, permit, name, priority, null);
	}

	/**
	 * Record a call of which Redis does not know, or not when it has arrived.
	 */
	synchronized void recordCall(String name, Priority priority) {
		this.own.record(name, priority, now());
	}

	synchronized void removeCall(String name) {
		this.own.remove(name);
	}

	synchronized Wait estimateWait(Priority priority, int ahead) {
		return shortened(this.permits.estimateWait(priority, ahead, this.membership.competing()), ahead);
	}

	/**
	 * Return a wait for which it does not matter what this instance assumes of the last
	 * minute, if Redis is about to say what is true.
	 */
	private Wait shortened(Wait wait, int ahead) {
		Duration joins = this.membership.joinsIn(now());
		if (joins == null || (this.membership.isShared() && !this.counted.isMinuteUncertain())) {
			return wait;
		}
		RateLimiterConfig second = this.limits.second();
		return wait.atMost(joins.plus(this.times.heartbeat())
			.plus(second.getLimitRefreshPeriod()
				.multipliedBy((long) ahead * this.membership.competing())
				.dividedBy(second.getLimitForPeriod())));
	}

	synchronized double share() {
		return this.membership.isShared() ? 1 : 1.0 / this.membership.instances();
	}

}
