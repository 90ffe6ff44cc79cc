package io.feishuinterviews.management;

import java.util.List;

import io.feishuinterviews.audit.AuditedTalentsResolver;
import io.feishuinterviews.cache.InterviewCache;
import io.feishuinterviews.security.caller.CallerTenants;

import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Configures the endpoint that removes a talent, and hides secrets in Actuator.
 */
@Configuration(proxyBeanMethods = false)
class ManagementConfiguration {

	@Bean
	TalentsEndpoint talentsEndpoint(InterviewCache interviews, CallerTenants tenants) {
		return new TalentsEndpoint(interviews, tenants);
	}

	@Bean
	static AuditedTalentsResolver purgedTalentsResolver(WebEndpointProperties properties) {
		PathPatternRequestMatcher talent = PathPatternRequestMatcher
			.pathPattern(properties.getBasePath() + "/" + TalentsEndpoint.ID + "/{talentId}");
		return (request) -> List.copyOf(talent.matcher(request).getVariables().values());
	}

	/**
	 * Hides secrets even if an operator has Actuator show values.
	 */
	@Bean
	static SanitizingFunction secretSanitizer() {
		return SanitizingFunction.sanitizeValue()
			.ifLikelySensitive()
			.ifKeyContains("key-sha256", "keysha256", "encryption-keys", "encryptionkeys", "encryption_keys")
			// an outgoing proxy's password is part of its URL
			.ifKeyEndsWith("proxy");
	}

}
