package io.feishuinterviews.security;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;

import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;

import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestTemplate;

/**
 * Asks the identity provider for its keys without ever waiting long, and not more often
 * than makes sense: a token with a made-up key ID has Spring ask once more.
 */
@Configuration(proxyBeanMethods = false)
class IdentityProviderConfiguration {

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

	@Bean
	JwkSetUriJwtDecoderBuilderCustomizer boundedKeyRequests(Ticker ticker) {
		JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
				HttpClient.newBuilder().connectTimeout(LONGEST_WAIT).build());
		requests.setReadTimeout(LONGEST_WAIT);
		RestTemplate http = new RestTemplate(requests);
		http.getInterceptors().add(notTooOften(ticker));
		return (decoder) -> decoder.restOperations(http);
	}

	private static ClientHttpRequestInterceptor notTooOften(Ticker ticker) {
		Bucket calls = Bucket.builder()
			.addLimit((limit) -> limit.capacity(10).refillGreedy(1, Duration.ofSeconds(1)))
			.withCustomTimePrecision(new TickerTime(ticker))
			.build();
		return (request, body, execution) -> {
			if (!calls.tryConsume(1)) {
				throw new IOException("the identity provider has been asked often enough");
			}
			return execution.execute(request, body);
		};
	}

}
