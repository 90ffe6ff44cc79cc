package io.feishuinterviews.feishu.resilience;

import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.interview.UpstreamException.Kind;

/**
 * Objects for each tenant that Feishu is called for. Only those of idle tenants are
 * removed: a tenant whose recent calls are forgotten could exceed Feishu's limits.
 *
 * @param <T> the type of the objects
 */
final class ActiveTenants<T> {

	/**
	 * The most tenants that calls are made for at a time, each with up to 100 KB.
	 */
	static final int MAX_SIZE = 1000;

	/**
	 * Longer than calls count, and than backoffs and the pauses of a circuit breaker.
	 */
	static final Duration IDLE = Duration.ofMinutes(10);

	private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

	private final Function<Tenant, T> factory;

	private final Cache<Tenant, T> tenants;

	/**
	 * Create an empty registry.
	 * @param factory creates the object of a tenant
	 * @param onRemoval called with each object that is removed
	 * @param ticker the source of time
	 */
	ActiveTenants(Function<Tenant, T> factory, Consumer<T> onRemoval, Ticker ticker) {
		this.factory = factory;
		this.tenants = Caffeine.newBuilder()
			.ticker(ticker)
			.executor(Runnable::run)
			.scheduler(Scheduler.systemScheduler())
			.expireAfterAccess(IDLE)
			.<Tenant, T>removalListener((tenant, removed, cause) -> {
				if (removed != null) {
					onRemoval.accept(removed);
				}
			})
			.build();
	}

	/**
	 * Return the object of a tenant.
	 * @param tenant the tenant
	 * @return the object, a new one if the tenant was idle
	 * @throws UpstreamException if there are too many other tenants
	 */
	T of(Tenant tenant) {
		T known = this.tenants.getIfPresent(tenant);
		return (known != null) ? known : create(tenant);
	}

	private synchronized T create(Tenant tenant) {
		this.tenants.cleanUp();
		T known = this.tenants.getIfPresent(tenant);
		if (known != null) {
			return known;
		}
		if (this.tenants.estimatedSize() >= MAX_SIZE) {
			throw new UpstreamException(Kind.FEISHU_UNAVAILABLE, FailureText.of("tenants-too-many"), true,
					UpstreamError.NONE, RETRY_AFTER);
		}
		T created = this.factory.apply(tenant);
		this.tenants.put(tenant, created);
		return created;
	}

	/**
	 * Return the objects of all active tenants.
	 * @return a view
	 */
	Collection<T> all() {
		return this.tenants.asMap().values();
	}

}
