package io.feishuinterviews.feishu.budget.redis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;

import io.feishuinterviews.feishu.budget.permit.PermitSource;
import io.feishuinterviews.feishu.budget.permit.PermitSources;
import io.feishuinterviews.interview.Tenant;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

import org.springframework.context.SmartLifecycle;

/**
 * The permits that Redis gives out to all instances, for each tenant on its own. Those of
 * {@link Tenant#OWN} exist from the start to the end: with a store app, they only count
 * the instances.
 */
final class SharedPermitSources implements PermitSources, SmartLifecycle {

	private final Function<Tenant, SharedBudget> budgets;

	private final IntFunction<KnownBudget> knownBudgets;

	private final Scheduler scheduler;

	private final KnownBudget instances;

	private final Map<Tenant, SharedPermits> active = new ConcurrentHashMap<>();

	private final Map<Tenant, Heartbeat> heartbeats = new ConcurrentHashMap<>();

	private final SharedPermits own;

	private volatile boolean running;

	/**
	 * Create the sources.
	 * @param budgets create the budget of a tenant in Redis
	 * @param instances what this instance knows of the budget of {@link Tenant#OWN}, and
	 * so of the other instances
	 * @param knownBudgets create what this instance knows of the budget of another
	 * tenant, given the number of instances
	 * @param scheduler the source of time
	 */
	SharedPermitSources(Function<Tenant, SharedBudget> budgets, KnownBudget instances,
			IntFunction<KnownBudget> knownBudgets, Scheduler scheduler) {
		this.budgets = budgets;
		this.knownBudgets = knownBudgets;
		this.scheduler = scheduler;
		this.instances = instances;
		this.own = new SharedPermits(budgets.apply(Tenant.OWN), this.instances);
		this.active.put(Tenant.OWN, this.own);
	}

	@Override
	public PermitSource of(Tenant tenant) {
		if (tenant.isOwn()) {
			return this.own;
		}
		SharedPermits permits = new SharedPermits(this.budgets.apply(tenant),
				this.knownBudgets.apply(this.instances.instances()), () -> close(tenant));
		// other instances may have made calls for the tenant just now
		permits.register();
		this.active.put(tenant, permits);
		startHeartbeat(tenant, permits);
		return permits;
	}

	private void startHeartbeat(Tenant tenant, SharedPermits permits) {
		Heartbeat heartbeat = new Heartbeat(permits, this.instances.times().heartbeat(), this.scheduler);
		this.heartbeats.put(tenant, heartbeat);
		heartbeat.start();
	}

	private void close(Tenant tenant) {
		this.active.remove(tenant);
		Heartbeat heartbeat = this.heartbeats.remove(tenant);
		if (heartbeat != null) {
			heartbeat.stop().subscribe();
		}
	}

	@Override
	public void start() {
		this.running = true;
		this.active.forEach(this::startHeartbeat);
	}

	@Override
	public void stop() {
		this.running = false;
		Flux.fromIterable(this.heartbeats.keySet())
			.mapNotNull(this.heartbeats::remove)
			.flatMap(Heartbeat::stop, Integer.MAX_VALUE)
			.then()
			.block();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Start after the connection to Redis and before the web server; stop the other way
	 * round.
	 */
	@Override
	public int getPhase() {
		return 2;
	}

}
