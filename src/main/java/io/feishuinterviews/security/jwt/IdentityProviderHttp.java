package io.feishuinterviews.security.jwt;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.security.limit.TickerTime;
import io.feishuinterviews.settings.PlainHttp;
import io.github.bucket4j.Bucket;

import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestTemplate;

/**
 * The HTTP client for the identity provider: with timeouts, and with a limit of calls.
 */
final class IdentityProviderHttp {

	private static final Duration TIMEOUT = Duration.ofSeconds(2);

	private IdentityProviderHttp() {
	}

	/**
	 * Create the client. Spring Security takes a {@code RestOperations}.
	 * @param ticker the source of time
	 * @param allowHttp whether the identity provider may be called without TLS
	 * @return the client
	 */
	static RestTemplate create(Ticker ticker, boolean allowHttp) {
		JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
				HttpClient.newBuilder().connectTimeout(TIMEOUT).build());
		requests.setReadTimeout(TIMEOUT);
		RestTemplate http = new RestTemplate(requests);
		http.getInterceptors().add(rateLimit(ticker));
		if (!allowHttp) {
			http.getInterceptors().add(requireTls());
		}
		return http;
	}

	/**
	 * Bounds the calls of a decoder that cannot be set up, since the identity provider
	 * does not respond: every token tries again.
	 */
	private static ClientHttpRequestInterceptor rateLimit(Ticker ticker) {
		Bucket calls = Bucket.builder()
			.addLimit((limit) -> limit.capacity(10).refillGreedy(1, Duration.ofSeconds(1)))
			.withCustomTimePrecision(new TickerTime(ticker))
			.build();
		return (request, body, execution) -> {
			if (!calls.tryConsume(1)) {
				throw new IOException("the rate limit for calls to the identity provider is reached");
			}
			return execution.execute(request, body);
		};
	}

	/**
	 * The settings are checked at start. The metadata of the identity provider may still
	 * contain an http URL of its keys.
	 */
	private static ClientHttpRequestInterceptor requireTls() {
		return (request, body, execution) -> {
			if (PlainHttp.isUnprotected(request.getURI())) {
				throw new IOException("the identity provider's keys must have " + PlainHttp.DESCRIPTION);
			}
			return execution.execute(request, body);
		};
	}

}
