package io.feishuinterviews.events.webhook;

import java.time.Clock;
import java.util.Objects;

import io.feishuinterviews.events.ConditionalOnEvents;
import io.feishuinterviews.events.EventsProperties;
import io.feishuinterviews.events.verification.EventVerifier;
import io.feishuinterviews.security.AccessRule;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Configures the webhook, if events are enabled.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EventsProperties.class)
class WebhookConfiguration {

	/**
	 * What exists only if events are enabled.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEvents
	static class EnabledConfiguration {

		@Bean
		static AccessRule webhookRule() {
			return AccessRule
				.verifiedByHandler(PathPatternRequestMatcher.pathPattern(HttpMethod.POST, WebhookController.PATH));
		}

		@Bean
		EventVerifier eventVerifier(EventsProperties properties, @Value("${feishu.app-id}") String appId, Clock clock) {
			return new EventVerifier(Objects.requireNonNull(properties.encryptKey()),
					Objects.requireNonNull(properties.verificationToken()), appId.strip(), clock);
		}

		@Bean
		RefusalMetrics refusalMetrics(MeterRegistry meters) {
			return new RefusalMetrics(meters);
		}

	}

}
