package io.feishuinterviews.security.jwt;

import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import org.jspecify.annotations.Nullable;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.util.Assert;

/**
 * Caches the identity provider's JWK set (RFC 7517). A cached key is returned at once,
 * however slow the identity provider is; the set is refreshed in the background. Only a
 * token whose key is not cached waits for a refresh, which runs once for all of them and
 * at most once a second.
 */
public class JwkSetCache implements JWKSource<SecurityContext> {

	/**
	 * A key that the identity provider has withdrawn is trusted this much longer, while
	 * the identity provider can be reached.
	 */
	private static final Duration FRESH_FOR = Duration.ofMinutes(5);

	/**
	 * How much longer it is trusted while the identity provider cannot be reached.
	 */
	private static final Duration STALE_IF_ERROR = Duration.ofHours(1);

	private static final Duration MIN_INTERVAL = Duration.ofSeconds(1);

	/**
	 * Longer than a refresh may take.
	 */
	private static final Duration MAX_WAIT = Duration.ofSeconds(5);

	private final Executor executor = new SimpleAsyncTaskExecutor("jwk-set-");

	private final boolean remote;

	private final Ticker ticker;

	private volatile @Nullable JWKSetSource<SecurityContext> source;

	private volatile @Nullable CachedSet cached;

	private @Nullable CompletableFuture<JWKSet> refresh;

	private long refreshedAt;

	/**
	 * Create an empty cache.
	 * @param remote whether the identity provider has to be called for its keys
	 * @param ticker the source of time for the age of the set
	 */
	JwkSetCache(boolean remote, Ticker ticker) {
		this.remote = remote;
		this.ticker = ticker;
	}

	/**
	 * Cache what a source returns.
	 * @param uncached a source that calls the identity provider
	 * @return this cache
	 */
	JWKSource<SecurityContext> of(JWKSource<SecurityContext> uncached) {
		Assert.state(uncached instanceof JWKSetBasedJWKSource, "the keys do not come in a set");
		this.source = ((JWKSetBasedJWKSource<SecurityContext>) uncached).getJWKSetSource();
		return this;
	}

	/**
	 * Return whether a token can be verified without a call.
	 * @param token the token as sent
	 * @return whether its key is cached, or the token is invalid
	 */
	public boolean verifiesWithoutCall(String token) {
		if (!this.remote) {
			return true;
		}
		CachedSet usable = usable();
		if (usable == null) {
			return false;
		}
		try {
			JWKMatcher key = JWKMatcher
				.forJWSHeader(JWSHeader.parse(new Base64URL(token.substring(0, token.indexOf('.')))));
			return key == null || !new JWKSelector(key).select(usable.keys()).isEmpty();
		}
		catch (ParseException ex) {
			// it is rejected before its key is selected
			return true;
		}
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // without refresh, the cached set stays
	public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
		CachedSet usable = usable();
		if (usable != null) {
			List<JWK> found = selector.select(usable.keys());
			if (!found.isEmpty()) {
				if (isOlderThan(FRESH_FOR, usable)) {
					startRefresh();
				}
				return found;
			}
		}
		return selector.select(await(startRefresh()));
	}

	private @Nullable CachedSet usable() {
		CachedSet last = this.cached;
		return (last != null && !isOlderThan(FRESH_FOR.plus(STALE_IF_ERROR), last)) ? last : null;
	}

	private boolean isOlderThan(Duration age, CachedSet set) {
		return this.ticker.read() - set.fetchedAt() > age.toNanos();
	}

	/**
	 * Return the refresh that is under way, or the last one while that is recent, or a
	 * new one.
	 */
	private synchronized CompletableFuture<JWKSet> startRefresh() {
		long now = this.ticker.read();
		CompletableFuture<JWKSet> last = this.refresh;
		if (last != null && (!last.isDone() || now - this.refreshedAt < MIN_INTERVAL.toNanos())) {
			return last;
		}
		this.refreshedAt = now;
		CompletableFuture<JWKSet> next = CompletableFuture.supplyAsync(() -> fetch(now), this.executor);
		this.refresh = next;
		return next;
	}

	private JWKSet fetch(long now) {
		JWKSetSource<SecurityContext> uncached = this.source;
		Assert.state(uncached != null, "there is no source");
		try {
			JWKSet keys = uncached.getJWKSet(JWKSetCacheRefreshEvaluator.forceRefresh(), System.currentTimeMillis(),
					null);
			this.cached = new CachedSet(keys, now);
			return keys;
		}
		catch (KeySourceException ex) {
			throw new CompletionException(ex);
		}
	}

	private static JWKSet await(CompletableFuture<JWKSet> refresh) throws KeySourceException {
		try {
			return refresh.get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			Throwable cause = Objects.requireNonNullElse(ex.getCause(), ex);
			throw new RemoteKeySourceException(cause.getMessage(), cause);
		}
		catch (TimeoutException ex) {
			throw new RemoteKeySourceException("the identity provider did not respond in time", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new RemoteKeySourceException("interrupted", ex);
		}
	}

	/**
	 * A JWK set.
	 *
	 * @param keys the set
	 * @param fetchedAt when it was fetched, in the ticker's nanoseconds
	 */
	private record CachedSet(JWKSet keys, long fetchedAt) {

	}

}
