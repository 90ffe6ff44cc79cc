package io.feishuinterviews.security.limit;

import java.util.List;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.security.caller.CallerAuthentication;
import org.apache.catalina.connector.Response;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of counting a request, and of returning the remaining requests to the client.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RateLimitBenchmark {

	/**
	 * More than can be counted in a second.
	 */
	private static final int UNLIMITED = 1_000_000_000;

	private static final int OTHER_HEADERS = 14;

	private final RateLimits limits = new RateLimits(Ticker.systemTicker());

	private final CallerAuthentication caller = new CallerAuthentication(CallerAuthentication.CredentialType.KEY,
			"client", Tenant.OWN, List.of(), UNLIMITED);

	private final org.apache.coyote.Response headers = new org.apache.coyote.Response();

	private final Response response = new Response(this.headers);

	/**
	 * Prepare Tomcat's response with the headers that a hit has besides.
	 */
	@Setup
	public void addOtherHeaders() {
		for (int i = 0; i < OTHER_HEADERS; i++) {
			this.headers.addHeader("X-Header-" + i, "value");
		}
	}

	/**
	 * Count a request.
	 * @return what remains
	 */
	@Benchmark
	public RateLimit count() {
		return this.limits.count(this.caller);
	}

	/**
	 * Count a request and set both headers.
	 * @return the response
	 */
	@Benchmark
	public Response countAndSetHeaders() {
		RateLimitHeaders.set(this.limits.count(this.caller), this.response);
		return this.response;
	}

}
