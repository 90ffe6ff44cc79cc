package io.feishuinterviews.security.limit;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.security.caller.CallerAuthentication;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Limits the requests of each caller. Anonymous callers are distinguished by address.
 * <p>
 * A batch is accepted like any other request, and may make the client's balance negative.
 * The client is then rejected until the balance is positive.
 */
public class RateLimits {

	/**
	 * The maximum time from the largest debt to a full bucket: at one request a second,
	 * after a batch of 100.
	 */
	private static final Duration MAX_RECOVERY = Duration.ofSeconds(100);

	private final Cache<Known, Bucket> known;

	private final Cache<String, Bucket> unknown;

	private final Cache<String, Bucket> refused;

	private final TickerTime time;

	public RateLimits(Ticker ticker) {
		this.time = new TickerTime(ticker);
		this.known = buckets(ticker);
		this.unknown = buckets(ticker);
		this.refused = buckets(ticker);
	}

	/**
	 * A bucket that has not been used for a while is full, like a new one.
	 */
	private static <K> Cache<K, Bucket> buckets(Ticker ticker) {
		return Caffeine.newBuilder().ticker(ticker).expireAfterAccess(MAX_RECOVERY).maximumSize(10_000).build();
	}

	/**
	 * Count a request.
	 * @param caller the caller
	 * @return the limit and what remains of it
	 * @throws TooManyRequestsException if it exceeds the limit
	 */
	public RateLimit count(CallerAuthentication caller) {
		return take(bucket(caller), caller.requestsPerSecond());
	}

	/**
	 * Count a request without valid credentials.
	 * @param request the request
	 * @throws TooManyRequestsException if it exceeds the limit
	 */
	public void countUnknown(HttpServletRequest request) {
		take(bucket(request, this.unknown), CallerAuthentication.DEFAULT_REQUESTS_PER_SECOND);
	}

	/**
	 * Count a request that claims to be an event of Feishu. It does not count for callers
	 * of the APIs with the same address.
	 * @param request the request
	 * @throws TooManyRequestsException if it exceeds the limit
	 */
	public void countRefusedEvent(HttpServletRequest request) {
		take(bucket(request, this.refused), CallerAuthentication.DEFAULT_REQUESTS_PER_SECOND);
	}

	/**
	 * Count the current request as several requests; it was already counted as one.
	 * @param request the request
	 * @param more the number of further requests
	 * @return the limit and what remains of it
	 */
	public RateLimit countMore(HttpServletRequest request, int more) {
		CallerAuthentication caller = CallerAuthentication.current();
		return (caller != null) ? takeAnyway(bucket(caller), caller.requestsPerSecond(), more)
				: takeAnyway(bucket(request, this.unknown), CallerAuthentication.DEFAULT_REQUESTS_PER_SECOND, more);
	}

	private static RateLimit take(Bucket bucket, int requestsPerSecond) {
		ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
		if (!probe.isConsumed()) {
			throw new TooManyRequestsException(requestsPerSecond, Duration.ofNanos(probe.getNanosToWaitForRefill()));
		}
		return new RateLimit(requestsPerSecond, probe.getRemainingTokens(),
				Duration.ofNanos(probe.getNanosToWaitForReset()));
	}

	private static RateLimit takeAnyway(Bucket bucket, int requestsPerSecond, int more) {
		if (more > 0) {
			bucket.consumeIgnoringRateLimits(more);
		}
		long toFull = bucket.estimateAbilityToConsume(requestsPerSecond).getNanosToWaitForRefill();
		return new RateLimit(requestsPerSecond, Math.max(0, bucket.getAvailableTokens()), Duration.ofNanos(toFull));
	}

	private Bucket bucket(CallerAuthentication caller) {
		return this.known.get(
				new Known(caller.credentialType(), caller.getName(), caller.tenant(), caller.requestsPerSecond()),
				(key) -> full(caller.requestsPerSecond()));
	}

	private Bucket bucket(HttpServletRequest request, Cache<String, Bucket> buckets) {
		return buckets.get(request.getRemoteAddr(), (key) -> full(CallerAuthentication.DEFAULT_REQUESTS_PER_SECOND));
	}

	private Bucket full(int requestsPerSecond) {
		return Bucket.builder()
			.addLimit(
					(limit) -> limit.capacity(requestsPerSecond).refillGreedy(requestsPerSecond, Duration.ofSeconds(1)))
			.withCustomTimePrecision(this.time)
			.build();
	}

	private record Known(CallerAuthentication.CredentialType type, String id, Tenant tenant, int requestsPerSecond) {

	}

}
