package io.feishuinterviews.feishu.budget.redis;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.feishuinterviews.feishu.budget.UpstreamLimits;
import io.feishuinterviews.feishu.budget.permit.CallsOfAge;
import io.feishuinterviews.feishu.budget.permit.PermitSource.Priority;
import io.feishuinterviews.feishu.budget.permit.UsedPermits;
import io.feishuinterviews.feishu.budget.redis.BudgetState.Calls;
import io.feishuinterviews.feishu.budget.redis.SharedBudget.BudgetRequest;
import io.feishuinterviews.feishu.budget.redis.SharedBudget.OwnCall;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The script's rules in virtual time, and a Redis that can fail.
 */
final class InMemoryRedis {

	private static final Duration TIMEOUT = Duration.ofMillis(50);

	private final Map<String, Long> calls = new HashMap<>();

	private final Set<String> background = new HashSet<>();

	private final Map<String, Member> members = new HashMap<>();

	private final UpstreamLimits limits;

	private final SharingTimes times;

	private final Scheduler time;

	private final Set<String> cutOff = new HashSet<>();

	private final Set<String> losing = new HashSet<>();

	private boolean down;

	private int added;

	private int addedBackground;

	private long since;

	private int total;

	private int totalBackground;

	InMemoryRedis(UpstreamLimits limits, SharingTimes times, Scheduler time) {
		this.limits = limits;
		this.times = times;
		this.time = time;
	}

	static List<String> names(int instances) {
		return IntStream.range(0, instances).mapToObj((i) -> "i" + i).toList();
	}

	void kill() {
		this.down = true;
		forget();
	}

	void start() {
		this.down = false;
	}

	void forget() {
		this.since = now();
		this.total = 0;
		this.totalBackground = 0;
		this.calls.clear();
		this.background.clear();
		this.members.clear();
	}

	void cutOff(String instance) {
		this.cutOff.add(instance);
	}

	void reconnect(String instance) {
		this.cutOff.remove(instance);
	}

	/**
	 * Apply the next command of an instance, but do not respond to it in time.
	 */
	void loseNextResponse(String instance) {
		this.losing.add(instance);
	}

	int instances() {
		return this.members.size();
	}

	int calls() {
		return this.calls.size();
	}

	SharedBudget budget(String instance) {
		return new SharedBudget() {

			@Override
			public Mono<BudgetState> acquire(Priority priority, BudgetRequest request) {
				return send(instance, () -> InMemoryRedis.this.acquire(instance, priority, request));
			}

			@Override
			public Mono<BudgetState> report(boolean shared, BudgetRequest request) {
				return send(instance, () -> InMemoryRedis.this.report(instance, shared, request));
			}

			@Override
			public Mono<Void> cancel(String name) {
				return send(instance, () -> InMemoryRedis.this.calls.remove(name)).then();
			}

			@Override
			public Mono<Void> leave() {
				return send(instance, () -> InMemoryRedis.this.members.remove(instance)).then();
			}

		};
	}

	private <T> Mono<T> send(String instance, Supplier<T> command) {
		return Mono.defer(() -> {
			if (this.down || this.cutOff.contains(instance)) {
				return Mono.delay(TIMEOUT, this.time).then(Mono.empty());
			}
			return Mono.delay(Duration.ofMillis(1), this.time)
				.flatMap((x) -> this.down ? Mono.<T>empty() : Mono.fromSupplier(command))
				.filterWhen((result) -> this.losing.remove(instance) ? Mono.delay(TIMEOUT, this.time).thenReturn(false)
						: Mono.just(true))
				.delayElement(Duration.ofMillis(1), this.time);
		});
	}

	private BudgetState acquire(String instance, Priority priority, BudgetRequest request) {
		add(request);
		if (!this.members.containsKey(instance)) {
			return state(-1, 0, 0, new Count(1, 0, 0), request.byAge());
		}
		Count count = count(instance, request.expected());
		int second = available(this.limits.second(), count.reservedSecond(), count);
		int minute = available(this.limits.minute(), count.reservedMinute(), count);
		UsedPermits used = used();
		int kept = (priority == Priority.CLIENT) ? 0 : minute / 10;
		boolean granted = used.second() < second && used.minute() < Math.max(1, minute - kept)
				&& (priority != Priority.BACKGROUND || (used.backgroundSecond() < Math.max(1, second / 2)
						&& used.backgroundMinute() < Math.max(1, minute / 2)));
		if (granted) {
			add(request.permitId(), priority, now());
		}
		this.members.put(instance, new Member(now(), true, Math.min(request.instances(), count.instances())));
		return state(granted ? 1 : 0, granted ? 0 : (used.second() < second) ? 200 : 20, 1, count, request.byAge());
	}

	private BudgetState report(String instance, boolean shared, BudgetRequest request) {
		add(request);
		boolean known = this.members.containsKey(instance);
		Count count = count(instance, request.expected());
		this.members.put(instance, new Member(now(), shared && known,
				(shared && known) ? Math.min(request.instances(), count.instances()) : request.instances()));
		return state(known ? 0 : -1, 0, 0, count, request.byAge());
	}

	private BudgetState state(int result, int delay, int limit, Count count, boolean byAge) {
		this.total += this.added;
		this.totalBackground += this.addedBackground;
		return new BudgetState(result, delay, limit, used(), count.instances(), 1, this.since,
				new Calls(this.total, this.totalBackground), new Calls(this.added, this.addedBackground),
				reserved(this.limits.second(), count.reservedSecond(), count),
				reserved(this.limits.minute(), count.reservedMinute(), count), byAge ? byAge() : List.of());
	}

	private List<CallsOfAge> byAge() {
		Stream<CallsOfAge> calls = this.calls.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByValue())
			.map((call) -> new CallsOfAge(youngest(now() - call.getValue()), 1,
					this.background.contains(call.getKey()) ? 1 : 0));
		return Stream.concat(calls, Stream.of(new CallsOfAge(Duration.ZERO, 0, 0))).toList();
	}

	/**
	 * Return the age that the calls of the same sixtieth of a minute have at least.
	 */
	private Duration youngest(long age) {
		long part = this.limits.minute().getLimitRefreshPeriod().plus(this.times.transit()).toMillis() / 60;
		return Duration.ofMillis(age / part * part);
	}

	private void add(String name, Priority priority, long time) {
		if (this.calls.put(name, Math.max(time, this.calls.getOrDefault(name, time))) == null) {
			this.added++;
		}
		if (priority == Priority.BACKGROUND && this.background.add(name)) {
			this.addedBackground++;
		}
	}

	private void add(BudgetRequest request) {
		long memory = this.limits.minute().getLimitRefreshPeriod().plus(this.times.transit()).toMillis();
		this.calls.values().removeIf((time) -> now() - time > memory);
		this.background.retainAll(this.calls.keySet());
		this.added = 0;
		this.addedBackground = 0;
		for (OwnCall call : request.calls()) {
			long age = TimeUnit.NANOSECONDS.toMillis(request.nanos() - call.nanos());
			add(call.permitId(), call.priority(), now() - age);
		}
	}

	private Count count(String instance, int expected) {
		long memory = this.limits.minute().getLimitRefreshPeriod().plus(this.times.transit()).toMillis();
		this.members.values().removeIf((member) -> now() - member.seen() > memory);
		int instances = 1;
		int reservedSecond = 0;
		int reservedMinute = 0;
		for (Map.Entry<String, Member> other : this.members.entrySet()) {
			if (!other.getKey().equals(instance)) {
				instances++;
				Member member = other.getValue();
				if (!member.shared() || now() - member.seen() > this.times.reportTimeout().toMillis()) {
					reservedSecond += this.limits.second().getLimitForPeriod() / member.share();
					reservedMinute += this.limits.minute().getLimitForPeriod() / member.share();
				}
			}
		}
		if (expected > instances) {
			reservedSecond += (expected - instances) * (this.limits.second().getLimitForPeriod() / expected);
			reservedMinute += (expected - instances) * (this.limits.minute().getLimitForPeriod() / expected);
			instances = expected;
		}
		return new Count(instances, reservedSecond, reservedMinute);
	}

	private static int reserved(RateLimiterConfig limit, int reserved, Count count) {
		return limit.getLimitForPeriod() - available(limit, reserved, count);
	}

	private static int available(RateLimiterConfig limit, int reserved, Count count) {
		return Math.max(Math.max(1, limit.getLimitForPeriod() / count.instances()),
				limit.getLimitForPeriod() - reserved);
	}

	private UsedPermits used() {
		long second = since(this.limits.second());
		long minute = since(this.limits.minute());
		int[] used = new int[4];
		this.calls.forEach((name, time) -> {
			boolean ofBackground = this.background.contains(name);
			used[0] += (time > second) ? 1 : 0;
			used[1] += (time > minute) ? 1 : 0;
			used[2] += (ofBackground && time > second) ? 1 : 0;
			used[3] += (ofBackground && time > minute) ? 1 : 0;
		});
		return new UsedPermits(used[0], used[1], used[2], used[3]);
	}

	private long since(RateLimiterConfig limit) {
		return now() - limit.getLimitRefreshPeriod().plus(this.times.transit()).toMillis();
	}

	private long now() {
		return this.time.now(TimeUnit.MILLISECONDS);
	}

	/**
	 * An instance.
	 *
	 * @param seen when it has reported
	 * @param shared whether it takes its permits here
	 * @param share the number of instances that it knows
	 */
	private record Member(long seen, boolean shared, int share) {

	}

	/**
	 * The instances, and what is reserved for some of them.
	 *
	 * @param instances the number of instances
	 * @param reservedSecond the reserved calls in a second
	 * @param reservedMinute the reserved calls in a minute
	 */
	private record Count(int instances, int reservedSecond, int reservedMinute) {

	}

}
