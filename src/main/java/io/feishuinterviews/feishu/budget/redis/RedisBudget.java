package io.feishuinterviews.feishu.budget.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.feishuinterviews.feishu.budget.UpstreamLimits;
import io.feishuinterviews.feishu.budget.permit.CallsOfAge;
import io.feishuinterviews.feishu.budget.permit.PermitSource.Priority;
import io.feishuinterviews.feishu.budget.permit.UsedPermits;
import io.feishuinterviews.feishu.budget.redis.BudgetState.Calls;
import io.feishuinterviews.feishu.budget.redis.SharedBudget.BudgetRequest;
import io.feishuinterviews.feishu.budget.redis.SharedBudget.OwnCall;
import io.feishuinterviews.redis.RedisCommandExecutor;
import io.feishuinterviews.redis.RedisScript;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.lettuce.core.ScriptOutputType;
import reactor.core.publisher.Mono;

/**
 * The budget, kept by one script in Redis by the clock of Redis.
 */
final class RedisBudget implements SharedBudget {

	private static final RedisScript SCRIPT = RedisScript.of(RedisBudget.class, "permits.lua");

	private final RedisCommandExecutor redis;

	private final String calls;

	private final String background;

	private final String instances;

	private final String instance;

	private final UpstreamLimits limits;

	private final SharingTimes times;

	/**
	 * Create the budget.
	 * @param redis the connection
	 * @param name a prefix for the names of its keys, which are in one hash slot
	 * @param instance the name of this instance
	 * @param limits Feishu's limits
	 * @param times the times
	 */
	RedisBudget(RedisCommandExecutor redis, String name, String instance, UpstreamLimits limits, SharingTimes times) {
		this.redis = redis;
		this.calls = name + ":calls";
		this.background = name + ":background";
		this.instances = name + ":instances";
		this.instance = instance;
		this.limits = limits;
		this.times = times;
	}

	@Override
	public Mono<BudgetState> acquire(Priority priority, BudgetRequest request) {
		byte[][] arguments = arguments(priority.name(), request);
		return this.redis
			.<List<Object>>execute((commands) -> SCRIPT.run(commands, ScriptOutputType.MULTI, keys(), arguments))
			.map(RedisBudget::state);
	}

	@Override
	public Mono<BudgetState> report(boolean shared, BudgetRequest request) {
		byte[][] arguments = arguments(shared ? "SHARED" : "ALONE", request);
		return this.redis
			.<List<Object>>probe((commands) -> SCRIPT.run(commands, ScriptOutputType.MULTI, keys(), arguments))
			.map(RedisBudget::state);
	}

	@Override
	public Mono<Void> cancel(String name) {
		return this.redis.execute((commands) -> commands.zrem(bytes(this.calls), bytes(name)))
			.then(this.redis.execute((commands) -> commands.zrem(bytes(this.background), bytes(name))))
			.then();
	}

	@Override
	public Mono<Void> leave() {
		return this.redis.execute((commands) -> commands.hdel(bytes(this.instances), bytes(this.instance))).then();
	}

	private List<String> keys() {
		return List.of(this.calls, this.background, this.instances);
	}

	private byte[][] arguments(String operation, BudgetRequest request) {
		RateLimiterConfig second = this.limits.second();
		RateLimiterConfig minute = this.limits.minute();
		List<String> arguments = new ArrayList<>(List.of(this.instance, operation, String.valueOf(request.instances()),
				String.valueOf(request.expected()), String.valueOf(second.getLimitForPeriod()),
				millis(second.getLimitRefreshPeriod()), String.valueOf(minute.getLimitForPeriod()),
				millis(minute.getLimitRefreshPeriod()), millis(this.times.transit()),
				millis(this.times.reportTimeout()), request.permitId(), request.byAge() ? "1" : "0"));
		for (OwnCall call : request.calls()) {
			arguments.add(call.permitId());
			arguments.add(millis(Duration.ofNanos(request.nanos() - call.nanos())));
			arguments.add(call.priority().name());
		}
		return arguments.stream().map(RedisBudget::bytes).toArray(byte[][]::new);
	}

	private static BudgetState state(List<Object> reply) {
		long[] values = reply.stream().mapToLong((value) -> (Long) value).toArray();
		UsedPermits used = new UsedPermits((int) values[3], (int) values[4], (int) values[5], (int) values[6]);
		return new BudgetState(values[0], values[1], values[2], used, (int) values[7], (int) values[8], values[9],
				new Calls(values[10], values[11]), new Calls(values[12], values[13]), (int) values[14],
				(int) values[15], byAge(values));
	}

	private static List<CallsOfAge> byAge(long[] values) {
		List<CallsOfAge> calls = new ArrayList<>();
		for (int i = 16; i < values.length; i += 3) {
			calls.add(new CallsOfAge(Duration.ofMillis(values[i]), (int) values[i + 1], (int) values[i + 2]));
		}
		return calls;
	}

	private static String millis(Duration time) {
		return String.format(Locale.ROOT, "%.3f", (double) time.toNanos() / TimeUnit.MILLISECONDS.toNanos(1));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
