package io.feishuinterviews.security;

import java.io.IOException;
import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.security.AccessProperties.Client;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Lets each caller ask so many times a second, whatever the others do. Callers without
 * credentials are told apart by their addresses.
 */
class RateLimitFilter extends OncePerRequestFilter {

	private static final int ANONYMOUS_REQUESTS_PER_SECOND = Integer.parseInt(Client.DEFAULT_REQUESTS_PER_SECOND);

	private final Cache<Object, Bucket> buckets;

	private final TickerTime time;

	private final HandlerExceptionResolver problems;

	RateLimitFilter(Ticker ticker, HandlerExceptionResolver problems) {
		this.time = new TickerTime(ticker);
		this.problems = problems;
		// a bucket that nobody has taken from for a while is full, and as good as none
		this.buckets = Caffeine.newBuilder()
			.ticker(ticker)
			.expireAfterAccess(Duration.ofMinutes(1))
			.maximumSize(10_000)
			.build();
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		ConsumptionProbe probe;
		int requestsPerSecond;
		if (authentication instanceof Caller caller) {
			requestsPerSecond = caller.requestsPerSecond();
			probe = take(new Known(caller.proof(), caller.getName()), requestsPerSecond);
		}
		else {
			requestsPerSecond = ANONYMOUS_REQUESTS_PER_SECOND;
			probe = take(request.getRemoteAddr(), requestsPerSecond);
		}
		if (probe.isConsumed()) {
			chain.doFilter(request, response);
		}
		else {
			this.problems.resolveException(request, response, null,
					new TooManyRequestsException(requestsPerSecond, Duration.ofNanos(probe.getNanosToWaitForRefill())));
		}
	}

	private ConsumptionProbe take(Object caller, int requestsPerSecond) {
		return this.buckets.get(caller, (key) -> full(requestsPerSecond)).tryConsumeAndReturnRemaining(1);
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
