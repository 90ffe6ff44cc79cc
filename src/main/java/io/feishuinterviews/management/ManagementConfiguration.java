package io.feishuinterviews.management;

import io.feishuinterviews.audit.AuditedTalents;
import io.feishuinterviews.cache.InterviewCache;

import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Configures the endpoint.
 */
@Configuration(proxyBeanMethods = false)
class ManagementConfiguration {

	@Bean
	TalentsEndpoint talentsEndpoint(InterviewCache interviews) {
		return new TalentsEndpoint(interviews);
	}

	@Bean
	static AuditedTalents purgedTalents(WebEndpointProperties properties) {
		PathPatternRequestMatcher talent = PathPatternRequestMatcher
			.pathPattern(properties.getBasePath() + "/" + TalentsEndpoint.ID + "/{talentId}");
		return (request) -> talent.matcher(request).getVariables().values().stream();
	}

}
