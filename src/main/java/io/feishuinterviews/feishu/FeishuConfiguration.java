package io.feishuinterviews.feishu;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.interview.Interviews;
import io.feishuinterviews.interview.TalentQuery;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.JdkClientHttpConnectorBuilder;
import org.springframework.cache.Cache;
import org.springframework.cache.caffeine.CaffeineCache;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.ClientRequestObservationConvention;
import org.springframework.web.reactive.function.client.DefaultClientRequestObservationConvention;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Puts the way to Feishu together.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FeishuProperties.class)
class FeishuConfiguration {

	/**
	 * One request to a connection: over HTTP/2 a burst would hit the server's limit on
	 * streams, which the JDK's client answers with an error instead of waiting.
	 */
	@Bean
	ClientHttpConnectorBuilderCustomizer<JdkClientHttpConnectorBuilder> http11() {
		return (connector) -> connector
			.withHttpClientCustomizer((client) -> client.version(HttpClient.Version.HTTP_1_1));
	}

	@Bean
	FeishuClient feishuClient(WebClient.Builder http, FeishuProperties properties, ObservationRegistry observations) {
		return new FeishuClient(http.baseUrl(properties.baseUrl().toString()).build(), properties, observations);
	}

	/**
	 * URLs have talents' IDs in them, which are for the audit log only.
	 */
	@Bean
	ClientRequestObservationConvention noUrlsInSpans() {
		return new DefaultClientRequestObservationConvention() {

			@Override
			public KeyValues getHighCardinalityKeyValues(ClientRequestObservationContext context) {
				return KeyValues.empty();
			}

		};
	}

	@Bean
	TenantTokens tenantTokens(FeishuClient client, Resilience resilience, FeishuProperties properties, Clock clock,
			Ticker ticker, CircuitBreakerRegistry breakers) {
		// everybody waits for a token, so that it is tried again soon
		FailureBackoff<String> backoff = new FailureBackoff<>(Duration.ofSeconds(5), breakers.circuitBreaker("feishu"),
				ticker);
		return new TenantTokens(client, resilience, backoff, properties.appId(), clock, ticker);
	}

	@Bean
	MeterBinder tokenMetrics(TenantTokens tokens) {
		return (meters) -> {
			TimeGauge.builder("feishu.token.age", tokens, TimeUnit.SECONDS, TenantTokens::age)
				.description("How long ago the tenant token was issued")
				.register(meters);
			TimeGauge.builder("feishu.token.left", tokens, TimeUnit.SECONDS, TenantTokens::left)
				.description("How much longer the tenant token is good")
				.register(meters);
		};
	}

	@Bean
	Interviews feishuInterviews(FeishuClient client, TenantTokens tokens, Resilience resilience, Clock clock,
			Ticker ticker, CircuitBreakerRegistry breakers) {
		FailureBackoff<TalentQuery> backoff = new FailureBackoff<>(Duration.ofSeconds(30),
				breakers.circuitBreaker("feishu"), ticker);
		return new FeishuInterviews(client, tokens, resilience, backoff, clock);
	}

	@Bean
	FeishuHealthIndicator feishuHealthIndicator(CircuitBreakerRegistry breakers) {
		return new FeishuHealthIndicator(breakers);
	}

	@Bean
	@SuppressWarnings("unchecked") // Spring's caches do not know the types of keys and
									// values
	Cache tenantTokenCache(TenantTokens tokens) {
		AsyncCache<?, ?> cache = tokens.cache();
		return new CaffeineCache("tenant-token", (AsyncCache<Object, Object>) cache, false);
	}

}
