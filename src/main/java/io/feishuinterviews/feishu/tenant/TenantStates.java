package io.feishuinterviews.feishu.tenant;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.feishu.response.FeishuErrorCode;
import io.feishuinterviews.feishu.tenant.SharedStates.SharedState;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.TenantRegistry;
import io.feishuinterviews.interview.TenantState;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.interview.UpstreamException.Kind;
import io.feishuinterviews.redis.RetriedWrite;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The states of tenants, from Feishu's events and responses. For a tenant that does not
 * use the app, Feishu is called only every one or ten minutes, to check whether the state
 * has changed.
 */
final class TenantStates implements TenantAccess, TenantRegistry {

	private static final Log log = LogFactory.getLog(TenantStates.class);

	private static final int MAX_TENANTS = 10_000;

	/**
	 * The interval between two reads of the shared state of a tenant.
	 */
	private static final Duration BETWEEN_READS = Duration.ofSeconds(5);

	private final SharedStates shared;

	private final Clock clock;

	private final Cache<Tenant, KnownState> states = Caffeine.newBuilder().maximumSize(MAX_TENANTS).build();

	/**
	 * The last read of each tenant's shared state. Concurrent requests share a read.
	 */
	private final Cache<Tenant, Mono<Void>> read;

	private final Consumer<Tenant> onStop;

	/**
	 * Create a registry without tenants.
	 * @param shared the states that all instances share
	 * @param clock the source of time for states
	 * @param ticker the source of time for reads
	 * @param onStop called when a tenant stops using the app, whose token may still work
	 */
	TenantStates(SharedStates shared, Clock clock, Ticker ticker, Consumer<Tenant> onStop) {
		this.shared = shared;
		this.clock = clock;
		this.onStop = onStop;
		this.read = Caffeine.newBuilder()
			.ticker(ticker)
			.executor(Runnable::run)
			.expireAfterWrite(BETWEEN_READS)
			.maximumSize(MAX_TENANTS)
			.build();
	}

	@Override
	public void set(Tenant tenant, TenantState state) {
		Instant now = this.clock.instant();
		this.states.put(tenant, KnownState.fromEvent(state, now));
		if (state != TenantState.ACTIVE) {
			this.onStop.accept(tenant);
		}
		log.info("Tenant %s is %s".formatted(tenant.key(), state.code()));
		share(tenant, new SharedState(state, now));
	}

	@Override
	public <T> Mono<T> guard(Tenant tenant, Mono<T> request) {
		return Mono
			.defer(() -> this.read.get(tenant,
					(key) -> this.shared.read(key).doOnNext((state) -> adopt(key, state)).then().cache()))
			.then(Mono.defer(() -> {
				KnownState refusing = refusing(tenant);
				if (refusing != null) {
					return Mono.<T>error(refusing.refusal(this.clock.instant()));
				}
				// an event that arrives during the call is newer than its outcome
				KnownState before = this.states.getIfPresent(tenant);
				return request.doOnSuccess((result) -> granted(tenant, before))
					.doOnError(UpstreamException.class, (failure) -> failed(tenant, before, failure));
			}));
	}

	/**
	 * Return the number of tenants that this instance knows.
	 * @param state their state
	 * @return the number
	 */
	long count(TenantState state) {
		return this.states.asMap().values().stream().filter((known) -> known.state() == state).count();
	}

	/**
	 * Adopt the state of another instance, unless the state of this instance is newer.
	 */
	private void adopt(Tenant tenant, SharedState state) {
		KnownState read = KnownState.fromEvent(state.state(), state.since());
		KnownState now = this.states.asMap()
			.merge(tenant, read, (known, other) -> other.since().isAfter(known.since()) ? other : known);
		if (!read.isActive() && read.equals(now)) {
			this.onStop.accept(tenant);
		}
	}

	/**
	 * Return the state that forbids a call; otherwise, let only this request make the
	 * next call.
	 * @return the state, {@code null} if Feishu may be called
	 */
	private @Nullable KnownState refusing(Tenant tenant) {
		Instant now = this.clock.instant();
		KnownState known = this.states.getIfPresent(tenant);
		if (known == null || known.isActive()) {
			return null;
		}
		return (!now.isBefore(known.nextCall()) && this.states.asMap().replace(tenant, known, known.calledAt(now)))
				? null : this.states.asMap().getOrDefault(tenant, known);
	}

	private void granted(Tenant tenant, @Nullable KnownState before) {
		if (before != null && before.isActive()) {
			return;
		}
		KnownState active = KnownState.fromEvent(TenantState.ACTIVE, this.clock.instant());
		if (replace(tenant, before, active) && before != null) {
			log.info("Feishu answers for tenant %s again, which was %s".formatted(tenant.key(), before.state().code()));
			if (before.isFromEvent()) {
				share(tenant, new SharedState(active.state(), active.since()));
			}
		}
	}

	private void failed(Tenant tenant, @Nullable KnownState before, UpstreamException failure) {
		if (failure.kind().isNegativeAnswer() || failure.kind() == Kind.INVALID_REQUEST) {
			granted(tenant, before);
		}
		else if (FeishuErrorCode.concernsTenant(failure)
				// an event has set a more precise state
				&& (before == null || before.isActive() || !before.isFromEvent())
				&& replace(tenant, before, KnownState.fromResponse(failure, this.clock.instant()))) {
			log.warn("Tenant %s: %s (code %d)".formatted(tenant.key(), failure.getMessage(),
					failure.feishuError().code()));
		}
	}

	private boolean replace(Tenant tenant, @Nullable KnownState before, KnownState after) {
		return (before != null) ? this.states.asMap().replace(tenant, before, after)
				: this.states.asMap().putIfAbsent(tenant, after) == null;
	}

	private void share(Tenant tenant, SharedState state) {
		RetriedWrite.start(() -> {
			// a later event may have come while Redis was unavailable
			KnownState now = this.states.getIfPresent(tenant);
			SharedState latest = (now != null && now.isFromEvent() && now.since().isAfter(state.since()))
					? new SharedState(now.state(), now.since()) : state;
			return this.shared.write(tenant, latest);
		});
	}

}
