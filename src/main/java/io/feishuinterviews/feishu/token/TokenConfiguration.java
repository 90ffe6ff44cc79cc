package io.feishuinterviews.feishu.token;

import java.time.Clock;
import java.time.Duration;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.feishu.call.FeishuHttp;
import io.feishuinterviews.feishu.connection.FeishuProperties;
import io.feishuinterviews.feishu.resilience.FailureBackoff;
import io.feishuinterviews.feishu.resilience.FeishuCallPolicies;
import io.feishuinterviews.feishu.response.FeishuResponseReader;
import io.feishuinterviews.feishu.ticket.AppTickets;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.settings.ConditionalOnStoreApp;
import io.micrometer.core.instrument.binder.MeterBinder;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.cache.Cache;
import org.springframework.cache.caffeine.CaffeineCache;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Configures the tokens of a custom app, or those of a store app.
 */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

	/**
	 * Every request needs the token, so the backoff is short.
	 */
	private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);

	@Bean
	TokenClient tokenClient(FeishuHttp http, FeishuResponseReader responses, FeishuProperties properties) {
		return new TokenClient(http, responses, properties.appId());
	}

	@Bean
	ReloadableAppSecret reloadableAppSecret(TenantTokens tokens, FeishuProperties properties) {
		return new ReloadableAppSecret(tokens, properties);
	}

	private static FailureBackoff<Tenant> backoff(FeishuCallPolicies policies, Ticker ticker) {
		FailureBackoff<Tenant> backoff = new FailureBackoff<>(MAX_BACKOFF, ticker);
		policies.onRecovery((tenant) -> backoff.forget(tenant::equals));
		return backoff;
	}

	@SuppressWarnings("unchecked") // Spring's caches do not know the types of keys and
									// values
	private static Cache cache(String name, TokenCache<Tenant> tokens) {
		AsyncCache<?, ?> cache = tokens.cache();
		return new CaffeineCache(name, (AsyncCache<Object, Object>) cache, false);
	}

	/**
	 * A custom app.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(OnCustomAppCondition.class)
	static class CustomAppConfiguration {

		@Bean
		CustomAppTokens tenantTokens(TokenClient client, FeishuCallPolicies policies, FeishuProperties properties,
				Clock clock, Ticker ticker) {
			return new CustomAppTokens(client, policies.of(Tenant.OWN), backoff(policies, ticker),
					properties.appSecret(), clock, ticker);
		}

		@Bean
		MeterBinder tokenMetrics(CustomAppTokens tokens, Clock clock) {
			return new TokenMetrics("feishu.token", "tenant access token", tokens.tokens(), clock);
		}

		@Bean
		Cache tenantTokenCache(CustomAppTokens tokens) {
			return cache("tenant-token", tokens.tokens());
		}

	}

	/**
	 * Matches if the app is not a store app.
	 */
	static class OnCustomAppCondition extends NoneNestedConditions {

		OnCustomAppCondition() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@ConditionalOnStoreApp
		static class StoreApp {

		}

	}

	/**
	 * A store app.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnStoreApp
	static class StoreAppConfiguration {

		@Bean
		StoreAppTokens tenantTokens(TokenClient client, FeishuCallPolicies policies, AppTickets tickets,
				FeishuProperties properties, Clock clock, Ticker ticker) {
			return new StoreAppTokens(client, policies, tickets, backoff(policies, ticker), properties.appSecret(),
					clock, ticker);
		}

		/**
		 * Requests the app's token as soon as events can arrive: if there is no ticket,
		 * Feishu takes minutes to push one.
		 */
		@Bean
		ApplicationListener<ApplicationReadyEvent> firstAppToken(StoreAppTokens tokens) {
			return (ready) -> tokens.appToken().onErrorResume((ex) -> Mono.empty()).subscribe();
		}

		@Bean
		MeterBinder tokenMetrics(StoreAppTokens tokens, Clock clock) {
			return new TokenMetrics("feishu.app.token", "app access token", tokens.appTokens(), clock);
		}

		@Bean
		Cache appTokenCache(StoreAppTokens tokens) {
			return cache("app-token", tokens.appTokens());
		}

		@Bean
		Cache tenantTokenCache(StoreAppTokens tokens) {
			return cache("tenant-token", tokens.tenantTokens());
		}

	}

}
