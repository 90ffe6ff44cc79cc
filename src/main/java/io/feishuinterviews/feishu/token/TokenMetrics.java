package io.feishuinterviews.feishu.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.feishuinterviews.interview.Tenant;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * The age and the remaining lifetime of a token of which there is one.
 */
final class TokenMetrics implements MeterBinder {

	private final String prefix;

	private final String name;

	private final TokenCache<Tenant> tokens;

	private final Clock clock;

	/**
	 * Create the metrics.
	 * @param prefix what their names begin with
	 * @param name what the token is called
	 * @param tokens where the token is
	 * @param clock the source of time
	 */
	TokenMetrics(String prefix, String name, TokenCache<Tenant> tokens, Clock clock) {
		this.prefix = prefix;
		this.name = name;
		this.tokens = tokens;
		this.clock = clock;
	}

	@Override
	public void bindTo(MeterRegistry meters) {
		register(meters, ".age", "Age of the ", (token) -> seconds(token.issuedAt(), this.clock.instant()));
		register(meters, ".left", "Remaining lifetime of the ",
				(token) -> seconds(this.clock.instant(), token.expiresAt()));
	}

	private void register(MeterRegistry meters, String suffix, String description,
			ToDoubleFunction<AccessToken> value) {
		TimeGauge.builder(this.prefix + suffix, this.tokens, TimeUnit.SECONDS, (tokens) -> {
			AccessToken token = tokens.cached(Tenant.OWN);
			return (token != null) ? value.applyAsDouble(token) : Double.NaN;
		}).description(description + this.name).register(meters);
	}

	private static double seconds(Instant from, Instant to) {
		return Duration.between(from, to).toSeconds();
	}

}
