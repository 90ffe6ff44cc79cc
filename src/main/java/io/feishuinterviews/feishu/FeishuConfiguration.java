package io.feishuinterviews.feishu;

import java.time.Clock;
import java.time.Duration;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.feishu.call.FeishuHttp;
import io.feishuinterviews.feishu.connection.AppType;
import io.feishuinterviews.feishu.connection.FeishuProperties;
import io.feishuinterviews.feishu.json.FeishuJson;
import io.feishuinterviews.feishu.mapping.FeishuInterviewReader;
import io.feishuinterviews.feishu.mapping.OddFields;
import io.feishuinterviews.feishu.mapping.PayloadMasking;
import io.feishuinterviews.feishu.resilience.FailureBackoff;
import io.feishuinterviews.feishu.resilience.FeishuCallPolicies;
import io.feishuinterviews.feishu.response.FeishuResponseReader;
import io.feishuinterviews.feishu.tenant.TenantAccess;
import io.feishuinterviews.feishu.token.TenantTokens;
import io.feishuinterviews.interview.Applications;
import io.feishuinterviews.interview.DataMasking;
import io.feishuinterviews.interview.InterviewReader;
import io.feishuinterviews.interview.Interviews;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.Tenancy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/**
 * Configures the calls to Feishu.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FeishuProperties.class)
class FeishuConfiguration {

	@Bean
	Tenancy tenancy(FeishuProperties properties) {
		return (properties.appType() == AppType.STORE) ? Tenancy.MULTIPLE : Tenancy.SINGLE;
	}

	@Bean
	FeishuJson feishuJson(MeterRegistry meters) {
		return new FeishuJson(new OddFields(meters)::count);
	}

	@Bean
	FeishuResponseReader feishuResponseReader(FeishuJson json, FeishuProperties properties,
			@Value("${spring.http.codecs.max-in-memory-size}") DataSize maxSize, Clock clock, Tenancy tenancy) {
		return new FeishuResponseReader(json, properties.baseUrl().getHost(), (int) maxSize.toBytes(), clock, tenancy);
	}

	@Bean
	FeishuClient feishuClient(FeishuHttp http, FeishuResponseReader responses) {
		return new FeishuClient(http, responses);
	}

	@Bean
	DataMasking dataMasking() {
		return new PayloadMasking();
	}

	@Bean
	InterviewReader interviewReader() {
		// what has been fetched was read once already, and its odd fields counted
		return new FeishuInterviewReader(new FeishuJson((path) -> {
		}));
	}

	@Bean
	Interviews feishuInterviews(FeishuClient client, TenantTokens tokens, FeishuCallPolicies policies, FeishuJson json,
			Clock clock, Ticker ticker, ObjectProvider<TenantAccess> access) {
		FailureBackoff<TalentQuery> backoff = new FailureBackoff<>(Duration.ofSeconds(30), ticker);
		policies.onRecovery((tenant) -> backoff.forget((query) -> query.talent().tenant().equals(tenant)));
		return new FeishuInterviews(client, tokens, access.getIfAvailable(() -> TenantAccess.UNLIMITED), policies,
				backoff, new FeishuInterviewReader(json), clock);
	}

	@Bean
	Applications feishuApplications(FeishuClient client, TenantTokens tokens, FeishuCallPolicies policies,
			FeishuJson json, ObjectProvider<TenantAccess> access) {
		return new FeishuApplications(client, tokens, access.getIfAvailable(() -> TenantAccess.UNLIMITED), policies,
				json);
	}

	@Bean
	FeishuHealthIndicator feishuHealthIndicator(CircuitBreakerRegistry breakers, FeishuCallPolicies policies) {
		return new FeishuHealthIndicator(breakers, policies);
	}

}
