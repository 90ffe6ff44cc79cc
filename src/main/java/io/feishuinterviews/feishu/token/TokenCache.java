package io.feishuinterviews.feishu.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.interview.UpstreamException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Access tokens. Concurrent callers share one token request. A token is cached until
 * shortly before it expires, and renewed in the background. Within a token's last 30
 * minutes Feishu issues a new one and takes both.
 *
 * @param <K> the owner of a token (a tenant or the app)
 */
final class TokenCache<K> {

	private static final Log log = LogFactory.getLog(TokenCache.class);

	private static final Duration RENEWED_BEFORE_EXPIRY = Duration.ofMinutes(30);

	private static final Duration BETWEEN_RENEWALS = Duration.ofMinutes(1);

	private static final Duration MAX_MARGIN = Duration.ofMinutes(1);

	private static final int MAX_SIZE = 10_000;

	private final String name;

	private final Function<K, Mono<AccessToken>> request;

	private final Clock clock;

	private final Loader loader = new Loader();

	private final AsyncLoadingCache<K, AccessToken> cache;

	/**
	 * Create an empty cache.
	 * @param name what the log calls a token
	 * @param request requests a token
	 * @param clock the source of time for the age of tokens
	 * @param ticker the source of time for their expiry
	 */
	TokenCache(String name, Function<K, Mono<AccessToken>> request, Clock clock, Ticker ticker) {
		this.name = name;
		this.request = request;
		this.clock = clock;
		this.cache = Caffeine.newBuilder()
			.ticker(ticker)
			.recordStats()
			.expireAfter(Expiry.<K, AccessToken>writing((key, token) -> timeToKeep(token)))
			.maximumSize(MAX_SIZE)
			.buildAsync(this.loader);
	}

	/**
	 * Return a valid token.
	 * @param key the owner of the token
	 * @return the token; the token request continues if the subscriber cancels, since
	 * others may wait for it
	 */
	Mono<AccessToken> current(K key) {
		return Mono
			.deferContextual((caller) -> Mono
				.fromFuture(() -> this.cache.get(key, (same, executor) -> this.loader.load(key, caller)), true))
			.doOnNext((token) -> renewIfDue(key, token));
	}

	/**
	 * Remove a token that Feishu has rejected, unless it has been replaced.
	 * @param key the owner of the token
	 * @param rejected the token that was rejected
	 */
	void invalidate(K key, AccessToken rejected) {
		this.cache.synchronous().asMap().remove(key, rejected);
	}

	void forget(K key) {
		this.cache.synchronous().invalidate(key);
	}

	void put(K key, AccessToken token) {
		this.cache.synchronous().put(key, token);
	}

	/**
	 * Return the token that is cached.
	 * @param key the owner of the token
	 * @return the token, {@code null} if there is none
	 */
	@Nullable AccessToken cached(K key) {
		return this.cache.synchronous().policy().getIfPresentQuietly(key);
	}

	AsyncLoadingCache<K, AccessToken> cache() {
		return this.cache;
	}

	private void renewIfDue(K key, AccessToken token) {
		Instant now = this.clock.instant();
		if (token.isRenewalDue(now, RENEWED_BEFORE_EXPIRY)) {
			// whether it succeeds or fails, the next caller does not repeat it at once
			token.noRenewalBefore(now.plus(BETWEEN_RENEWALS));
			this.cache.synchronous().refresh(key);
		}
	}

	private Duration timeToKeep(AccessToken token) {
		Duration left = Duration.between(this.clock.instant(), token.expiresAt());
		Duration margin = left.dividedBy(10);
		return left.minus((margin.compareTo(MAX_MARGIN) < 0) ? margin : MAX_MARGIN);
	}

	private final class Loader implements AsyncCacheLoader<K, AccessToken> {

		@Override
		public CompletableFuture<AccessToken> asyncLoad(K key, Executor executor) {
			return load(key, Context.empty());
		}

		/**
		 * Request a token for the first caller that needs one.
		 */
		private CompletableFuture<AccessToken> load(K key, ContextView caller) {
			return future(TokenCache.this.request.apply(key).contextWrite(caller));
		}

		@Override
		public CompletableFuture<AccessToken> asyncReload(K key, AccessToken old, Executor executor) {
			return future(TokenCache.this.request.apply(key)
				.doOnNext((token) -> token.noRenewalBefore(TokenCache.this.clock.instant().plus(BETWEEN_RENEWALS)))
				.doOnError((ex) -> {
					old.noRenewalBefore(TokenCache.this.clock.instant().plus(BETWEEN_RENEWALS));
					log.warn("The %s cannot be renewed: %s%s".formatted(TokenCache.this.name, ex.getMessage(),
							diagnosis(ex)));
				}));
		}

		private String diagnosis(Throwable ex) {
			return (ex instanceof UpstreamException failure && failure.diagnosis() != null)
					? " (" + failure.diagnosis() + ")" : "";
		}

		private CompletableFuture<AccessToken> future(Mono<AccessToken> token) {
			return token.toFuture().thenApply(Objects::requireNonNull);
		}

	}

}
