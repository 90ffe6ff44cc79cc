package io.feishuinterviews.feishu.resilience;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.feishu.budget.BudgetMetrics;
import io.feishuinterviews.feishu.budget.UpstreamBudgets;
import io.feishuinterviews.feishu.budget.UpstreamLimits;
import io.feishuinterviews.feishu.budget.permit.LocalPermits;
import io.feishuinterviews.feishu.budget.permit.PermitSources;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.interview.UpstreamException.Kind;
import io.feishuinterviews.interview.UpstreamShares;
import io.feishuinterviews.settings.ConditionalOnStoreApp;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.common.circuitbreaker.configuration.CircuitBreakerConfigCustomizer;
import io.github.resilience4j.common.retry.configuration.RetryConfigCustomizer;
import io.github.resilience4j.core.IntervalBiFunction;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures what Resilience4j's settings cannot express: which failures count, and which
 * are transient.
 */
@Configuration(proxyBeanMethods = false)
class ResilienceConfiguration {

	@Bean
	FeishuCallPolicies feishuCallPolicies(TimeLimiterRegistry timeLimiters, BulkheadRegistry bulkheads,
			RetryRegistry retries, UpstreamBudgets budgets, CircuitBreakerRegistry breakers, Clock clock,
			Ticker ticker) {
		CallGuards guards = CallGuards.of(timeLimiters, bulkheads, retries, clock);
		return new FeishuCallPolicies(guards, budgets::create, breakers, ticker);
	}

	@Bean
	@ConditionalOnStoreApp
	MeterBinder activeTenantMetrics(FeishuCallPolicies policies) {
		return (meters) -> {
			Gauge.builder("feishu.tenants.active", policies, FeishuCallPolicies::active)
				.description("Tenants that Feishu was called for in the last ten minutes")
				.register(meters);
			openCircuits(meters, policies, "feishu", FeishuCallPolicy::breakerState);
			openCircuits(meters, policies, "feishu-quota", FeishuCallPolicy::quotaBreakerState);
		};
	}

	private static void openCircuits(MeterRegistry meters, FeishuCallPolicies policies, String name,
			Function<FeishuCallPolicy, CircuitBreaker.State> breaker) {
		Gauge.builder("feishu.tenants.circuits.open", () -> policies.count(breaker))
			.description("Tenants whose circuit breaker is not closed")
			.tag("name", name)
			.register(meters);
	}

	@Bean
	UpstreamLimits upstreamLimits(RateLimiterRegistry rateLimiters) {
		return new UpstreamLimits(config("feishu", rateLimiters), config("feishu-minute", rateLimiters));
	}

	@Bean
	UpstreamBudgets upstreamBudgets(UpstreamLimits limits, ObjectProvider<PermitSources> shared, UpstreamShares shares,
			MeterRegistry meters) {
		Scheduler scheduler = Schedulers.parallel();
		PermitSources sources = shared
			.getIfAvailable(() -> (tenant) -> new LocalPermits(limits.second(), limits.minute(), scheduler));
		return new UpstreamBudgets(sources, limits, shares, scheduler, new BudgetMetrics(meters));
	}

	/**
	 * Read the settings of a limit and remove Resilience4j's own, which is less strict.
	 */
	private static RateLimiterConfig config(String name, RateLimiterRegistry rateLimiters) {
		RateLimiterConfig config = rateLimiters.rateLimiter(name).getRateLimiterConfig();
		rateLimiters.remove(name);
		return config;
	}

	@Bean
	CircuitBreakerConfigCustomizer feishuCircuitBreakerCustomizer(Clock clock) {
		return CircuitBreakerConfigCustomizer.of("feishu",
				(config) -> config.clock(clock).recordException(ResilienceConfiguration::isCausedByFeishu));
	}

	@Bean
	CircuitBreakerConfigCustomizer feishuQuotaCircuitBreakerCustomizer(Clock clock) {
		return CircuitBreakerConfigCustomizer.of("feishu-quota",
				(config) -> config.clock(clock).recordException((ex) -> is(ex, Kind.FEISHU_QUOTA)));
	}

	@Bean
	@SuppressWarnings("unchecked") // the builder is raw
	RetryConfigCustomizer feishuRetryCustomizer() {
		return RetryConfigCustomizer.of("feishu", ResilienceConfiguration::customizeRetry);
	}

	private static void customizeRetry(RetryConfig.Builder<Object> config) {
		IntervalBiFunction<Object> backoff = config.build().getIntervalBiFunction();
		config.retryOnException((ex) -> ex instanceof UpstreamException failure && failure.isRetried());
		config.intervalBiFunction((attempt, result) -> {
			Duration retryAfter = (result.isLeft() && result.getLeft() instanceof UpstreamException failure)
					? failure.retryAfter() : null;
			long wait = backoff.apply(attempt, result);
			return (retryAfter != null) ? Math.max(retryAfter.toMillis(), wait) : wait;
		});
	}

	/**
	 * Whether Feishu caused the failure. Permanent failures, such as a response that is
	 * too large, do not indicate Feishu's health.
	 */
	private static boolean isCausedByFeishu(Throwable ex) {
		return ex instanceof UpstreamException failure && (is(ex, Kind.FEISHU_FAILURE) || is(ex, Kind.FEISHU_TIMEOUT))
				&& failure.retryable() && failure.isCausedByFeishu();
	}

	private static boolean is(Throwable ex, Kind kind) {
		return ex instanceof UpstreamException upstream && upstream.kind() == kind;
	}

}
