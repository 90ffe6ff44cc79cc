package io.feishuinterviews.security;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.security.AccessProperties.Client;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Lets each caller ask so many times a second, whatever the others do. Callers that
 * nobody knows are told apart by their addresses.
 */
class RateLimits {

	private final Cache<Known, Bucket> known;

	private final Cache<String, Bucket> unknown;

	private final TickerTime time;

	RateLimits(Ticker ticker) {
		this.time = new TickerTime(ticker);
		this.known = buckets(ticker);
		this.unknown = buckets(ticker);
	}

	/**
	 * A bucket that nobody has taken from for a while is full, and as good as none.
	 */
	private static <K> Cache<K, Bucket> buckets(Ticker ticker) {
		return Caffeine.newBuilder()
			.ticker(ticker)
			.expireAfterAccess(Duration.ofMinutes(1))
			.maximumSize(10_000)
			.build();
	}

	/**
	 * Count a request.
	 * @param caller whose request it is
	 * @throws TooManyRequestsException if it is one too many
	 */
	void count(Caller caller) {
		int requestsPerSecond = caller.requestsPerSecond();
		take(this.known.get(new Known(caller.proof(), caller.getName()), (key) -> full(requestsPerSecond)),
				requestsPerSecond);
	}

	/**
	 * Count a request of somebody who has not said who they are, or not convincingly.
	 * @param request the request
	 * @throws TooManyRequestsException if it is one too many
	 */
	void countUnknown(HttpServletRequest request) {
		take(this.unknown.get(request.getRemoteAddr(), (key) -> full(Client.DEFAULT_REQUESTS_PER_SECOND)),
				Client.DEFAULT_REQUESTS_PER_SECOND);
	}

	private static void take(Bucket bucket, int requestsPerSecond) {
		ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
		if (!probe.isConsumed()) {
			throw new TooManyRequestsException(requestsPerSecond, Duration.ofNanos(probe.getNanosToWaitForRefill()));
		}
	}

	private Bucket full(int requestsPerSecond) {
		return Bucket.builder()
			.addLimit(
					(limit) -> limit.capacity(requestsPerSecond).refillGreedy(requestsPerSecond, Duration.ofSeconds(1)))
			.withCustomTimePrecision(this.time)
			.build();
	}

	private record Known(Caller.Proof proof, String id) {

	}

}
