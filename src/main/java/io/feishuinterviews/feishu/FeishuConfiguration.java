package io.feishuinterviews.feishu;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.feishu.connection.FeishuProperties;
import io.feishuinterviews.feishu.connection.LargeResponseLimit;
import io.feishuinterviews.feishu.connection.OutgoingProxy;
import io.feishuinterviews.feishu.json.FeishuJson;
import io.feishuinterviews.feishu.mapping.FeishuInterviewReader;
import io.feishuinterviews.feishu.mapping.OddFields;
import io.feishuinterviews.feishu.mapping.PayloadMasking;
import io.feishuinterviews.feishu.resilience.FailureBackoff;
import io.feishuinterviews.feishu.resilience.FeishuCallPolicy;
import io.feishuinterviews.feishu.response.FeishuResponseReader;
import io.feishuinterviews.interview.DataMasking;
import io.feishuinterviews.interview.InterviewReader;
import io.feishuinterviews.interview.Interviews;
import io.feishuinterviews.interview.TalentQuery;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cache.Cache;
import org.springframework.cache.caffeine.CaffeineCache;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.ClientRequestObservationConvention;
import org.springframework.web.reactive.function.client.DefaultClientRequestObservationConvention;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Configures the calls to Feishu.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FeishuProperties.class)
class FeishuConfiguration {

	@Bean
	FeishuJson feishuJson(MeterRegistry meters) {
		return new FeishuJson(new OddFields(meters)::count);
	}

	@Bean
	FeishuResponseReader feishuResponseReader(FeishuJson json, FeishuProperties properties,
			@Value("${spring.http.codecs.max-in-memory-size}") DataSize maxSize, Clock clock) {
		return new FeishuResponseReader(json, properties.baseUrl().getHost(), (int) maxSize.toBytes(), clock);
	}

	@Bean
	FeishuClient feishuClient(WebClient.Builder http, FeishuProperties properties, FeishuResponseReader responses,
			OutgoingProxy proxy, ObservationRegistry observations) {
		LargeResponseLimit limit = new LargeResponseLimit(Runtime.getRuntime().maxMemory() / 32);
		return new FeishuClient(http.baseUrl(properties.baseUrl().toString()).filter(limit).build(), properties.appId(),
				responses, transportFailures(properties, proxy), observations);
	}

	private static TransportFailures transportFailures(FeishuProperties properties, OutgoingProxy proxy) {
		if (proxy != OutgoingProxy.NONE) {
			return new TransportFailures(true, proxy.toString());
		}
		URI url = properties.baseUrl();
		int port = (url.getPort() >= 0) ? url.getPort() : ("https".equals(url.getScheme()) ? 443 : 80);
		return new TransportFailures(false, url.getHost() + ":" + port);
	}

	@Bean
	DataMasking dataMasking() {
		return new PayloadMasking();
	}

	/**
	 * Omits URLs: they contain talents' IDs, which belong in the audit log only.
	 */
	@Bean
	ClientRequestObservationConvention clientRequestObservationConvention() {
		return new DefaultClientRequestObservationConvention() {

			@Override
			public KeyValues getHighCardinalityKeyValues(ClientRequestObservationContext context) {
				return KeyValues.empty();
			}

		};
	}

	@Bean
	TenantTokens tenantTokens(FeishuClient client, FeishuCallPolicy policy, FeishuProperties properties, Clock clock,
			Ticker ticker, CircuitBreakerRegistry breakers) {
		// every request needs the token, so the backoff is short
		FailureBackoff<String> backoff = new FailureBackoff<>(Duration.ofSeconds(5), breakers.circuitBreaker("feishu"),
				ticker);
		return new TenantTokens(client, policy, backoff, properties, clock, ticker);
	}

	@Bean
	ReloadableAppSecret reloadableAppSecret(TenantTokens tokens, FeishuProperties properties) {
		return new ReloadableAppSecret(tokens, properties);
	}

	@Bean
	MeterBinder tokenMetrics(TenantTokens tokens) {
		return (meters) -> {
			TimeGauge.builder("feishu.token.age", tokens, TimeUnit.SECONDS, TenantTokens::age)
				.description("Age of the tenant access token")
				.register(meters);
			TimeGauge.builder("feishu.token.left", tokens, TimeUnit.SECONDS, TenantTokens::left)
				.description("Remaining lifetime of the tenant access token")
				.register(meters);
		};
	}

	@Bean
	InterviewReader interviewReader() {
		// what has been fetched was read once already, and its odd fields counted
		return new FeishuInterviewReader(new FeishuJson((path) -> {
		}));
	}

	@Bean
	Interviews feishuInterviews(FeishuClient client, TenantTokens tokens, FeishuCallPolicy policy, FeishuJson json,
			Clock clock, Ticker ticker, CircuitBreakerRegistry breakers) {
		FailureBackoff<TalentQuery> backoff = new FailureBackoff<>(Duration.ofSeconds(30),
				breakers.circuitBreaker("feishu"), ticker);
		return new FeishuInterviews(client, tokens, policy, backoff, new FeishuInterviewReader(json), clock);
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
