package io.feishuinterviews.feishu;

import java.net.http.HttpClient;
import java.time.Clock;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.interview.Interviews;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.JdkClientHttpConnectorBuilder;
import org.springframework.cache.Cache;
import org.springframework.cache.caffeine.CaffeineCache;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
	FeishuClient feishuClient(WebClient.Builder http, FeishuProperties properties) {
		return new FeishuClient(http.baseUrl(properties.baseUrl().toString()).build(), properties);
	}

	@Bean
	TenantTokens tenantTokens(FeishuClient client, Resilience resilience, FeishuProperties properties, Clock clock,
			Ticker ticker) {
		return new TenantTokens(client, resilience, properties.appId(), clock, ticker);
	}

	@Bean
	Interviews feishuInterviews(FeishuClient client, TenantTokens tokens, Resilience resilience, Clock clock) {
		return new FeishuInterviews(client, tokens, resilience, clock);
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
