package io.feishuinterviews.feishu;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.feishu.connection.FeishuProperties;
import io.feishuinterviews.feishu.connection.Secret;
import io.feishuinterviews.feishu.payload.TokenPayload;
import io.feishuinterviews.feishu.resilience.CallBudget;
import io.feishuinterviews.feishu.resilience.FailureBackoff;
import io.feishuinterviews.feishu.resilience.FeishuCallPolicy;
import io.feishuinterviews.interview.UpstreamException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The tenant access token. Concurrent callers share one token request. The token is
 * cached until shortly before it expires, and renewed in the background. Within a token's
 * last 30 minutes Feishu issues a new one and takes both.
 */
class TenantTokens {

	private static final Log log = LogFactory.getLog(TenantTokens.class);

	private static final Duration RENEWED_BEFORE_EXPIRY = Duration.ofMinutes(30);

	private static final Duration BETWEEN_RENEWALS = Duration.ofMinutes(1);

	private static final Duration LONGEST_MARGIN = Duration.ofMinutes(1);

	private final FeishuClient client;

	private final FeishuCallPolicy policy;

	private final FailureBackoff<String> backoff;

	private final String appId;

	private final Clock clock;

	private final Loader loader = new Loader();

	private final AsyncLoadingCache<String, TenantToken> cache;

	private volatile Secret appSecret;

	private volatile Instant noRenewalBefore = Instant.MIN;

	TenantTokens(FeishuClient client, FeishuCallPolicy policy, FailureBackoff<String> backoff,
			FeishuProperties properties, Clock clock, Ticker ticker) {
		this.client = client;
		this.policy = policy;
		this.backoff = backoff;
		this.appId = properties.appId();
		this.appSecret = properties.appSecret();
		this.clock = clock;
		this.cache = Caffeine.newBuilder()
			.ticker(ticker)
			.recordStats()
			.expireAfter(Expiry.<String, TenantToken>writing((key, token) -> timeToKeep(token)))
			.buildAsync(this.loader);
	}

	/**
	 * Return a token that Feishu should take.
	 * @return the token; asking for it goes on if the subscriber goes away, since others
	 * may be waiting for it
	 */
	Mono<TenantToken> current() {
		return Mono
			.deferContextual((asker) -> Mono
				.fromFuture(() -> this.cache.get(this.appId, (id, executor) -> this.loader.load(asker)), true))
			.doOnNext(this::renewIfDue);
	}

	/**
	 * Forget a token that Feishu has refused, unless another has taken its place.
	 * @param refused the very token that was refused
	 */
	void drop(TenantToken refused) {
		this.cache.synchronous().asMap().remove(this.appId, refused);
	}

	/**
	 * Use another secret, if Feishu issues a token for it.
	 * @param changed the secret
	 * @return completes when the secret is used, or fails with an
	 * {@link UpstreamException}
	 */
	Mono<Void> changeSecret(Secret changed) {
		// without the backoff of the former secret
		return Mono.defer(() -> token(changed, this.policy.calls(FeishuClient.TOKEN))).doOnNext((token) -> {
			this.appSecret = changed;
			this.cache.synchronous().put(this.appId, token);
		}).then();
	}

	AsyncLoadingCache<String, TenantToken> cache() {
		return this.cache;
	}

	/**
	 * Return how long ago the token was issued.
	 * @return seconds, not a number if there is none
	 */
	double age() {
		TenantToken token = kept();
		return (token != null) ? Duration.between(token.issuedAt(), this.clock.instant()).toSeconds() : Double.NaN;
	}

	/**
	 * Return how much longer the token is good.
	 * @return seconds, not a number if there is none
	 */
	double left() {
		TenantToken token = kept();
		return (token != null) ? Duration.between(this.clock.instant(), token.expiresAt()).toSeconds() : Double.NaN;
	}

	private @Nullable TenantToken kept() {
		return this.cache.synchronous().policy().getIfPresentQuietly(this.appId);
	}

	private void renewIfDue(TenantToken token) {
		Instant now = this.clock.instant();
		if (now.isAfter(token.expiresAt().minus(RENEWED_BEFORE_EXPIRY)) && now.isAfter(this.noRenewalBefore)) {
			this.cache.synchronous().refresh(this.appId);
		}
	}

	private Duration timeToKeep(TenantToken token) {
		Duration left = Duration.between(this.clock.instant(), token.expiresAt());
		Duration margin = left.dividedBy(10);
		return left.minus((margin.compareTo(LONGEST_MARGIN) < 0) ? margin : LONGEST_MARGIN);
	}

	private Mono<TenantToken> request(Secret secret) {
		return Mono.defer(() -> {
			CallBudget calls = this.policy.calls(FeishuClient.TOKEN);
			return this.backoff.guard(this.appId, calls, token(secret, calls));
		});
	}

	private Mono<TenantToken> token(Secret secret, CallBudget calls) {
		return this.policy.tokenCall(this.client.token(secret), calls).map(this::issued);
	}

	private TenantToken issued(TokenPayload payload) {
		String value = Objects.requireNonNull(payload.tenantAccessToken());
		long expire = Objects.requireNonNull(payload.expire());
		Instant now = this.clock.instant();
		return new TenantToken(new Secret(value), now, now.plusSeconds(expire));
	}

	private final class Loader implements AsyncCacheLoader<String, TenantToken> {

		@Override
		public CompletableFuture<TenantToken> asyncLoad(String appId, Executor executor) {
			return load(Context.empty());
		}

		/**
		 * Request a token for the first caller that needs one.
		 */
		private CompletableFuture<TenantToken> load(ContextView asker) {
			return future(request(TenantTokens.this.appSecret).contextWrite(asker));
		}

		@Override
		public CompletableFuture<TenantToken> asyncReload(String appId, TenantToken old, Executor executor) {
			// whether it succeeds or fails, the next caller does not repeat it at once
			return future(request(TenantTokens.this.appSecret).doOnTerminate(
					() -> TenantTokens.this.noRenewalBefore = TenantTokens.this.clock.instant().plus(BETWEEN_RENEWALS))
				.doOnError((ex) -> log.warn("The tenant token cannot be renewed: " + ex.getMessage() + diagnosis(ex))));
		}

		private static String diagnosis(Throwable ex) {
			return (ex instanceof UpstreamException failure && failure.diagnosis() != null)
					? " (" + failure.diagnosis() + ")" : "";
		}

		private static CompletableFuture<TenantToken> future(Mono<TenantToken> token) {
			return token.toFuture().thenApply(Objects::requireNonNull);
		}

	}

}
