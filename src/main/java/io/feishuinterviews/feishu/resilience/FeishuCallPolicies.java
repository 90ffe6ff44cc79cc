package io.feishuinterviews.feishu.resilience;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.feishu.budget.UpstreamBudget;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UpstreamException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;

/**
 * The guards around the calls for each tenant. A tenant has its own circuit breakers and
 * its own upstream budget, so that tenants do not affect each other. Those of a custom
 * app, and of the calls that a store app makes for itself, are Resilience4j's instances
 * {@code feishu} and {@code feishu-quota}.
 */
public class FeishuCallPolicies {

	private static final String BREAKER = "feishu";

	private static final String QUOTA_BREAKER = "feishu-quota";

	private final CallGuards guards;

	private final Function<Tenant, UpstreamBudget> budgets;

	private final CircuitBreakerRegistry breakers;

	private final Ticker ticker;

	private final FeishuCallPolicy own;

	private final ActiveTenants<FeishuCallPolicy> tenants;

	private final List<Consumer<Tenant>> recoveryListeners = new CopyOnWriteArrayList<>();

	FeishuCallPolicies(CallGuards guards, Function<Tenant, UpstreamBudget> budgets, CircuitBreakerRegistry breakers,
			Ticker ticker) {
		this.guards = guards;
		this.budgets = budgets;
		this.breakers = breakers;
		this.ticker = ticker;
		this.own = policy(Tenant.OWN, breakers.circuitBreaker(BREAKER), breakers.circuitBreaker(QUOTA_BREAKER));
		this.tenants = new ActiveTenants<>(this::create, FeishuCallPolicy::close, ticker);
	}

	/**
	 * Return the guards around the calls for a tenant.
	 * @param tenant the tenant; {@link Tenant#OWN} also for calls of a store app that are
	 * for no tenant
	 * @return the guards
	 * @throws UpstreamException if Feishu is called for too many other tenants
	 */
	public FeishuCallPolicy of(Tenant tenant) {
		return tenant.isOwn() ? this.own : this.tenants.of(tenant);
	}

	/**
	 * Add a listener for circuit breakers that close.
	 * @param listener accepts the tenant
	 */
	public void onRecovery(Consumer<Tenant> listener) {
		this.recoveryListeners.add(listener);
	}

	/**
	 * Return whether the circuit breakers of most tenants are not closed.
	 * @return whether Feishu fails for most tenants that it is called for
	 */
	public boolean failsForMost() {
		return 2 * count(FeishuCallPolicy::breakerState) > this.tenants.all().size();
	}

	/**
	 * Return the number of tenants for which a circuit breaker is not closed.
	 * @param breaker the circuit breaker
	 */
	long count(Function<FeishuCallPolicy, State> breaker) {
		return this.tenants.all().stream().filter((policy) -> breaker.apply(policy) != State.CLOSED).count();
	}

	/**
	 * Return the number of tenants that Feishu was called for in the last ten minutes.
	 */
	int active() {
		return this.tenants.all().size();
	}

	private FeishuCallPolicy create(Tenant tenant) {
		// not in the registry: the number of metrics would grow with that of tenants
		return policy(tenant, breaker(BREAKER), breaker(QUOTA_BREAKER));
	}

	private CircuitBreaker breaker(String name) {
		return CircuitBreaker.of(name, this.breakers.circuitBreaker(name).getCircuitBreakerConfig());
	}

	private FeishuCallPolicy policy(Tenant tenant, CircuitBreaker breaker, CircuitBreaker quotaBreaker) {
		breaker.getEventPublisher().onStateTransition((event) -> {
			if (event.getStateTransition().getToState() == State.CLOSED) {
				this.recoveryListeners.forEach((listener) -> listener.accept(tenant));
			}
		});
		return new FeishuCallPolicy(this.guards, tenant, this.budgets.apply(tenant), breaker, quotaBreaker,
				this.ticker);
	}

}
